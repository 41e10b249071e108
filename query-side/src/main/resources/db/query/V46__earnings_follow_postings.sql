-- Earnings follow the transfers of any event: not each completes a job, and some are for no job.
alter table provider_earning
  add column jobs int not null default 1,
  alter column job_id drop not null;
