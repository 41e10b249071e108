-- What a job's events add up to. Input and result may be large and never change: they are kept
-- out of the view, which is written again with each event.
create table job_view (
  id             uuid   primary key,
  -- the position of its creation: the order of all lists
  created        bigint not null,
  qubic_address  text   not null,
  model_type     text   not null,
  status         text   not null,
  worker_id      text,
  view           jsonb  not null,
  input_data     jsonb  not null,
  result         jsonb
);

create unique index on job_view (created);
create index on job_view (qubic_address, created);
create index on job_view (status, created);
create index on job_view (model_type, created);
create index on job_view (worker_id, created) where worker_id is not null;
create index on job_view (worker_id, created) where status in ('ASSIGNED', 'RUNNING');
