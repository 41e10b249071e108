-- A page has room for a provider's next version, so that it needs no new entries in the indexes.
create table provider_view (
  worker_id       text    primary key,
  id              uuid    not null unique,
  -- the position of its first registration: the order of all lists
  created         bigint  not null,
  qubic_address   text    not null,
  gpu_model       text,
  gpu_vram        double precision,
  ram_total       double precision,
  location        text,
  -- micro-QUBIC an hour
  price           bigint  not null,
  online          boolean not null,
  available       boolean not null,
  state           jsonb   not null,
  total_jobs      bigint  not null generated always as ((state ->> 'totalJobs')::bigint) stored,
  -- micro-QUBIC
  total_earnings  numeric not null
    generated always as (trunc((state ->> 'totalEarnings')::numeric * 1000000)) stored,
  deregistered    boolean not null
    generated always as ((state ->> 'deregisteredAt') is not null) stored,
  gpu_count       int     not null default 1,
  cpu_cores       int,
  -- the models without case; an empty array: any
  serves          jsonb   not null default '[]',
  labels          jsonb   not null default '{}'
) with (fillfactor = 50);

create unique index on provider_view (created) where not deregistered;
create index on provider_view (qubic_address, created);
create index on provider_view (price, created) where not deregistered;

-- What a provider earned, transaction by transaction.
create table provider_earning (
  position   bigint primary key,
  worker_id  text   not null,
  job_id     uuid,
  -- micro-QUBIC
  amount     bigint not null,
  at         timestamptz not null,
  -- completed with it
  jobs       int    not null default 1
);

create index on provider_earning (worker_id, position);
create index on provider_earning (job_id);

-- What a provider did on each day (UTC).
create table provider_day (
  worker_id  text    not null,
  day        date    not null,
  jobs       bigint  not null,
  -- micro-QUBIC
  earned     numeric not null,
  primary key (worker_id, day)
);

-- When a provider came and went.
create table provider_presence (
  worker_id  text   not null,
  position   bigint not null,
  at         timestamptz not null,
  online     boolean not null,
  primary key (worker_id, position)
);

-- What providers cost before they changed their price, for walks that began before.
create table provider_repricing (
  worker_id     text   not null,
  -- of the event that changed the price
  position      bigint not null,
  -- micro-QUBIC an hour
  price_before  bigint not null,
  primary key (worker_id, position)
);

create index on provider_repricing (position);

-- What providers were like before a change of more than their jobs, for their last chances.
create table provider_past (
  worker_id  text   not null,
  -- of the event that changed it
  position   bigint not null,
  state      jsonb  not null,
  primary key (worker_id, position)
);

create index on provider_past (position);
