-- The order book as the events up to its position add up: written behind by the matcher, in the
-- transaction that moves its token, so that whoever takes over reads these few rows and not the log.
create table matching_book (
  id       smallint primary key check (id = 1),
  position bigint not null
);

insert into matching_book (id, position) values (1, 0);

-- Jobs that are not over.
create table matching_job (
  id    uuid primary key,
  state jsonb not null
);

create table matching_provider (
  worker_id text primary key,
  state     jsonb not null
);
