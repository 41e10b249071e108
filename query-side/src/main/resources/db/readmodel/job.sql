-- What a job's events add up to. Input and result stay in the log: the row says where.
create table job_view (
  id             uuid   primary key,
  created        bigint not null,
  qubic_address  text   not null,
  model_type     text   not null,
  status         text   not null,
  worker_id      text,
  view           jsonb  not null,
  completed      bigint,
  created_at     timestamptz not null
);

comment on column job_view.created is 'position of its creation, with the input; the order of all lists';
comment on column job_view.completed is 'position of its completion, with the result';

create unique index on job_view (created);
create index on job_view (qubic_address, created);
create index on job_view (status, created);
create index on job_view (model_type, created);
create index on job_view (worker_id, created) where worker_id is not null;
create index on job_view (worker_id, created) where status in ('ASSIGNED', 'RUNNING');
create index on job_view (worker_id) where view ->> 'overReported' = 'true';
-- Leads from a time to a place in the order of creation.
create index on job_view (created_at) include (created);

-- The labels of jobs, each as name=value.
create table job_label (
  label          text    not null,
  -- of the job
  created        bigint  not null,
  qubic_address  text    not null,
  -- whether the job is not over
  open           boolean not null,
  primary key (label, created)
);

create index on job_label (qubic_address, label, created) where open;

create table job_count (
  status   text    primary key,
  jobs     bigint  not null,
  -- that wait for their first provider, and the sum of the times of their creation (ms)
  waiting  bigint  not null default 0,
  since    numeric not null default 0
);

-- What happened to jobs in each minute (UTC).
create table job_minute (
  at         timestamptz primary key,
  submitted  bigint  not null,
  completed  bigint  not null,
  failed     bigint  not null,
  cancelled  bigint  not null,
  -- that got their first provider, how long they had waited together, and the longest wait; ms
  assigned   bigint  not null,
  waited     bigint  not null,
  longest    bigint  not null,
  -- micro-QUBIC, for completed jobs
  paid       numeric not null
);
