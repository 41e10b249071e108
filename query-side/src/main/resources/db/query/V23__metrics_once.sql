-- A report that comes again, by whichever node, is kept once. An index says so whatever PostgreSQL
-- believes of the table's size; a look-up before the insert was planned while the table was empty,
-- and read all of it once it was not.
delete from job_metric as again using job_metric as first
 where first.job_id = again.job_id and first.at = again.at and first.metrics = again.metrics
   and first.id < again.id;

create unique index job_metric_once
  on job_metric (job_id, at, jsonb_hash_extended(metrics, 0));
