-- The labels of jobs. Rows that exist are of an older shape and are rebuilt.
create table job_label (
  label          text    not null,
  created        bigint  not null,
  qubic_address  text    not null,
  open           boolean not null,
  primary key (label, created)
);

create index on job_label (qubic_address, label, created) where open;

update projection set shape = 3 where name = 'job' and position <= 0;
