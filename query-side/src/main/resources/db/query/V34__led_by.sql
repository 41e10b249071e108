-- A read model's row says how far it is and also which node leads it, until when.
alter table projection
  add column owner uuid,
  add column until timestamptz not null default '-infinity';
