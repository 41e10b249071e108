-- What each address has in the market, as of the position of the follower "usage". It reads the log
-- from its beginning.
create table usage (
  address      text   primary key,
  open_jobs    bigint not null,
  stored_bytes bigint not null
);

-- The providers that have not left the market. A registration writes its row before its event.
create table usage_provider (
  worker_id text primary key,
  address   text not null
);
create index usage_provider_address on usage_provider (address);
