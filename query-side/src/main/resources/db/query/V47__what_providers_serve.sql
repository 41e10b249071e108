-- What providers serve. Rows that exist are of an older shape and are rebuilt.
alter table provider_view
  add column gpu_count int   not null default 1,
  add column cpu_cores int,
  add column serves    jsonb not null default '[]',
  add column labels    jsonb not null default '{}';
