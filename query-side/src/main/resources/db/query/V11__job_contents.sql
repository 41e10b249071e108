-- Input and result stay in the log, which holds them for ever: a job's row says where.
alter table job_view add column completed bigint;

do $$
begin
  if exists (select from job_view) then
    update job_view as job set completed = event.position
      from event
     where event.stream = 'job:' || job.id and event.type like '%.JobCompleted';
  end if;
end $$;

alter table job_view drop column input_data, drop column result;
comment on column job_view.created is 'position of its creation, with the input; the order of all lists';
comment on column job_view.completed is 'position of its completion, with the result';
