-- Events that a read model could not take in, and the later ones of the same stream. The log never
-- changes: the position is enough.
create table dead_letter (
  read_model text        not null,
  stream     text        not null,
  position   bigint      not null,
  -- null: the event only waits behind another one of its stream
  cause      text,
  attempts   int         not null default 0,
  since      timestamptz not null default now(),
  last_tried timestamptz not null default now(),
  primary key (read_model, stream, position)
);

insert into dead_letter (read_model, stream, position, cause, attempts, since, last_tried)
select processing_group, sequence_identifier,
       (convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint, cause_message,
       coalesce((convert_from(diagnostics, 'UTF8')::jsonb ->> 'attempts')::int, 0),
       enqueued_at::timestamptz, coalesce(last_touched, enqueued_at)::timestamptz
  from dead_letter_entry
    on conflict do nothing;

drop table dead_letter_entry;
