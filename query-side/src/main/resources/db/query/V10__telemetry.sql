-- What workers tell beside the events. Capped for each job and provider: the newest rows stay.

create table job_log (
  job_id  uuid        not null,
  id      bigint      generated always as identity,
  at      timestamptz not null,
  level   text        not null,
  message text        not null,
  primary key (job_id, id)
);

create table job_metric (
  job_id  uuid        not null,
  id      bigint      generated always as identity,
  at      timestamptz not null,
  metrics jsonb       not null,
  primary key (job_id, id)
);

create table provider_usage (
  worker_id text        not null,
  id        bigint      generated always as identity,
  at        timestamptz not null,
  usage     jsonb       not null,
  primary key (worker_id, id)
);
