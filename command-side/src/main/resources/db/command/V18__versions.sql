-- The version of the state that a follower keeps, for those whose state follows from the log.
alter table follower
  add column shape integer not null default 1,
  add column rule  integer not null default 1;
