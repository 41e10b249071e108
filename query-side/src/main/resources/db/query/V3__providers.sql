create table provider_view (
  worker_id      text   primary key,
  id             uuid   not null unique,
  -- the position of its first registration: the order of all lists
  created        bigint not null,
  qubic_address  text   not null,
  gpu_model      text,
  gpu_vram       double precision,
  ram_total      double precision,
  location       text,
  -- micro-QUBIC an hour
  price          bigint not null,
  online         boolean not null,
  available      boolean not null,
  state          jsonb  not null
);

create unique index on provider_view (created);
create index on provider_view (qubic_address, created);
create index on provider_view (price) where available;

-- What a provider earned, job by job.
create table provider_earning (
  position   bigint primary key,
  worker_id  text   not null,
  job_id     uuid   not null,
  -- micro-QUBIC
  amount     bigint not null,
  at         timestamptz not null
);

create index on provider_earning (worker_id, position);
create index on provider_earning (job_id);
