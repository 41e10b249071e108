-- What providers were like. Rows that exist are of an older shape and are rebuilt.
create table provider_past (
  worker_id  text   not null,
  position   bigint not null,
  state      jsonb  not null,
  primary key (worker_id, position)
);

create index on provider_past (position);

update projection set shape = 4 where name = 'provider' and position <= 0;
