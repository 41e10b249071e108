-- How many jobs a worker reported more time for than it had them. Rows that exist are of an older
-- shape and are rebuilt.
create index on job_view (worker_id) where view ->> 'overReported' = 'true';
