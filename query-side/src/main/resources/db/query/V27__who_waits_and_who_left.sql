-- How many jobs wait for their first provider, and the sum of the times of their creation (ms): how
-- long they have waited follows from these at any time, without reading a job.
alter table job_count add column waiting bigint not null default 0;
alter table job_count add column since numeric not null default 0;

update job_count set (waiting, since) = (
    select count(*),
        coalesce(sum(floor(extract(epoch from (view ->> 'createdAt')::timestamptz) * 1000)), 0)
      from job_view where status = 'PENDING' and (view ->> 'attempt')::int = 1)
  where status = 'PENDING';

-- A provider that was taken out for good is in no list; what it did stays.
alter table provider_view add column deregistered boolean not null
  generated always as ((state ->> 'deregisteredAt') is not null) stored;
