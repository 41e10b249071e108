-- When workers were last heard. Heartbeats are no events: they are written here, behind, in batches.
create table lease (
  worker_id    text        primary key,
  -- Known once the provider's registration was seen.
  -- Not unique: two who write the same row at once meet at its key, and only there.
  provider_id  uuid,
  last_seen    timestamptz not null,
  -- Whether the provider is online, by its event of that sequence.
  active       boolean     not null,
  sequence     bigint      not null
);

create index lease_provider on lease (provider_id);

create index lease_silent on lease (last_seen) where active;

-- Since when the service could hear: silence from before does not count.
create table hearing (
  only_row     boolean     primary key default true check (only_row),
  since        timestamptz not null,
  swept_at     timestamptz not null
);
