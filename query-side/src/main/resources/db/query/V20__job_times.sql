-- When a job was submitted, to look for jobs of a time.
alter table job_view add column created_at timestamptz;

update job_view set created_at = (view ->> 'createdAt')::timestamptz;

alter table job_view alter column created_at set not null;

-- Leads from a time to a place in the order of creation, which all lists are in.
create index on job_view (created_at) include (created);
