-- The version of each read model's tables. A newer version of the program rebuilds older ones.
alter table projection
  add column shape integer not null default 0,
  add column rule  integer not null default 0;

-- All tables have shape 1 by now. Migrations could not fill in all that older versions had not kept.
update projection set shape = 1, rule = case when position > 0 then 0 else 1 end;
