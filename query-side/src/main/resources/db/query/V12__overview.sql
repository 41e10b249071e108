-- What an overview asks, kept by the read models as they go: nobody counts a hundred thousand jobs
-- to draw a line. What was there before is counted once, here.

create table job_count (
  status  text   primary key,
  jobs    bigint not null
);

insert into job_count (status, jobs) select status, count(*) from job_view group by status;

-- What happened to jobs in each minute (UTC).
create table job_minute (
  at         timestamptz primary key,
  submitted  bigint not null,
  completed  bigint not null,
  failed     bigint not null,
  cancelled  bigint not null,
  -- that got their first provider, how long they had waited together, and the longest wait; ms
  assigned   bigint not null,
  waited     bigint not null,
  longest    bigint not null,
  -- micro-QUBIC, for completed jobs
  paid       bigint not null
);

insert into job_minute (at, submitted, completed, failed, cancelled, assigned, waited, longest, paid)
select at, sum(submitted), sum(completed), sum(failed), sum(cancelled), 0, 0, 0, sum(paid)
from (
  select date_trunc('minute', (view ->> 'createdAt')::timestamptz) as at, 1 as submitted,
      0 as completed, 0 as failed, 0 as cancelled, 0::bigint as paid
    from job_view
  union all
  select date_trunc('minute', (view ->> 'completedAt')::timestamptz), 0,
      (status = 'COMPLETED')::int, (status = 'FAILED')::int, (status = 'CANCELLED')::int,
      coalesce(((view ->> 'actualCost')::numeric * 1000000)::bigint, 0)
    from job_view where status in ('COMPLETED', 'FAILED', 'CANCELLED')
) as happened
group by at;

-- A market is looked through by price, by experience and by what was earned.
alter table provider_view
  add column total_jobs bigint not null
    generated always as ((state ->> 'totalJobs')::bigint) stored,
  add column total_earnings bigint not null
    generated always as (((state ->> 'totalEarnings')::numeric * 1000000)::bigint) stored;

create index on provider_view (price, created);
create index on provider_view (total_jobs, created);
create index on provider_view (total_earnings, created);
create index on provider_view (online, available);

-- What a provider did on each day (UTC).
create table provider_day (
  worker_id  text   not null,
  day        date   not null,
  jobs       bigint not null,
  -- micro-QUBIC
  earned     bigint not null,
  primary key (worker_id, day)
);

insert into provider_day (worker_id, day, jobs, earned)
select worker_id, (at at time zone 'UTC')::date, count(*), sum(amount)
from provider_earning group by worker_id, (at at time zone 'UTC')::date;

-- When a provider came and went. What was before this table is known only after a rebuild.
create table provider_presence (
  worker_id  text   not null,
  position   bigint not null,
  at         timestamptz not null,
  online     boolean not null,
  primary key (worker_id, position)
);
