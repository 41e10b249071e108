create table user_view (
  qubic_address  text primary key,
  username       text,
  consumer       boolean not null,
  provider       boolean not null
);
