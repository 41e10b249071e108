-- The log. Positions are given under a lock that is held until the commit, from the head and never
-- from a sequence: they have no gaps and are the order of commits.
create table event (
  position     bigint primary key,
  stream       text        not null,
  sequence     bigint      not null,
  stream_type  text,
  event_id     uuid        not null,
  type         text        not null,
  revision     text,
  at           timestamptz not null,
  payload      jsonb       not null,
  metadata     jsonb       not null,
  unique (stream, sequence)
);

create table snapshot (
  stream       text        not null,
  sequence     bigint      not null,
  stream_type  text,
  event_id     uuid        not null,
  type         text        not null,
  revision     text,
  at           timestamptz not null,
  payload      jsonb       not null,
  metadata     jsonb       not null,
  primary key (stream, sequence)
);

create table token_entry (
  processor    varchar(255) not null,
  segment      integer      not null,
  token        bytea,
  token_type   varchar(255),
  at           varchar(255),
  owner        varchar(255),
  primary key (processor, segment)
);

create table saga (
  saga_id      varchar(255) primary key,
  revision     varchar(255),
  saga_type    varchar(255),
  saga         bytea
);

create table saga_association (
  id           bigint generated always as identity primary key,
  key          varchar(255),
  value        varchar(255),
  saga_type    varchar(255),
  saga_id      varchar(255)
);

create index saga_association_value on saga_association (value, key, saga_type);
create index saga_association_saga on saga_association (saga_id, saga_type);
