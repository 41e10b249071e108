-- When keys were last used, to the minute. No event says it, so it is not made from the log.
create table key_use (
  key_id   text primary key,
  used_at  timestamptz not null
);
