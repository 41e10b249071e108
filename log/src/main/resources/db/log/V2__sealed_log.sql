-- The seal: every group of events that was committed together is a block, chained to the one before
-- it. The format is written down in docs/log-format.md; whoever changes it changes the log.

create table block (
  number         bigint primary key,
  first_position bigint      not null unique,
  last_position  bigint      not null check (last_position >= first_position),
  at             timestamptz not null,
  root           bytea       not null check (length(root) = 32),
  previous       bytea       not null unique check (length(previous) = 32),
  hash           bytea       not null check (length(hash) = 32)
);

-- Which engine writes this database: one of them only, for ever.
create table log_engine (
  engine text not null check (engine in ('axon', 'sealed')),
  single boolean primary key default true check (single)
);

-- What the event's bytes come to, kept beside it so that a changed event can be named.
alter table event add column leaf bytea check (length(leaf) = 32);

create function event_leaf(
  place bigint, stream text, sequence bigint, stream_type text, event_id uuid, type text,
  revision text, at timestamptz, payload jsonb, metadata jsonb) returns bytea
language sql immutable parallel safe
return sha256('\x00'::bytea || convert_to(
  place
    || E'\n' || to_jsonb(stream)::text
    || E'\n' || sequence
    || E'\n' || coalesce(to_jsonb(stream_type)::text, 'null')
    || E'\n' || event_id
    || E'\n' || to_jsonb(type)::text
    || E'\n' || coalesce(to_jsonb(revision)::text, 'null')
    || E'\n' || (extract(epoch from at) * 1000000)::bigint
    || E'\n' || payload::text
    || E'\n' || metadata::text, 'UTF8'));

-- The root of the tree of RFC 9162 over these leaves: pairs, level by level, an odd one moves up.
create function merkle_root(leaves bytea[]) returns bytea
language plpgsql immutable parallel safe as $$
declare
  level bytea[] := leaves;
begin
  while cardinality(level) > 1 loop
    select array_agg(
             case when 2 * i > cardinality(level) then level[2 * i - 1]
                  else sha256('\x01'::bytea || level[2 * i - 1] || level[2 * i]) end
             order by i)
      into level
      from generate_series(1, (cardinality(level) + 1) / 2) as i;
  end loop;
  return level[1];
end $$;

create function block_hash(
  number bigint, first_position bigint, last_position bigint, at timestamptz, root bytea,
  previous bytea) returns bytea
language sql immutable parallel safe
return sha256('\x02'::bytea || int8send(number) || int8send(first_position)
  || int8send(last_position) || int8send((extract(epoch from at) * 1000000)::bigint)
  || root || previous);

-- Appends a group of events as one block and returns its last position. The lock comes first and is
-- held until the commit; the head is read after it, in a statement of its own, so that under READ
-- COMMITTED it is the newest one. All of it is one round trip: a client that freezes holds no lock.
create function append_block(
  streams text[], sequences bigint[], stream_types text[], event_ids uuid[], types text[],
  revisions text[], ats timestamptz[], payloads text[], metadatas text[]) returns bigint
language plpgsql as $$
declare
  head       block;
  fresh      block;
  leaves     bytea[];
begin
  perform pg_advisory_xact_lock(124748976191596);
  select * into head from block order by number desc limit 1;
  fresh.number := coalesce(head.number + 1, 1);
  fresh.first_position := coalesce(head.last_position + 1, 1);
  fresh.last_position := fresh.first_position + cardinality(streams) - 1;
  fresh.previous := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
  fresh.at := clock_timestamp();
  with added as (
    insert into event
    select fresh.first_position + given.number - 1, given.stream, given.sequence,
           given.stream_type, given.event_id, given.type, given.revision, given.at,
           given.payload::jsonb, given.metadata::jsonb,
           event_leaf(fresh.first_position + given.number - 1, given.stream, given.sequence,
                      given.stream_type, given.event_id, given.type, given.revision, given.at,
                      given.payload::jsonb, given.metadata::jsonb)
      from unnest(streams, sequences, stream_types, event_ids, types, revisions, ats, payloads,
                  metadatas) with ordinality
           as given (stream, sequence, stream_type, event_id, type, revision, at, payload,
                     metadata, number)
    returning position, leaf)
  select array_agg(leaf order by position) into leaves from added;
  fresh.root := merkle_root(leaves);
  fresh.hash := block_hash(fresh.number, fresh.first_position, fresh.last_position, fresh.at, fresh.root,
                          fresh.previous);
  insert into block values (fresh.*);
  return fresh.last_position;
end $$;

-- Seals events that were written before there was a seal, in blocks of this many.
create function seal_events(events_per_block int) returns bigint
language plpgsql as $$
declare
  head   block;
  fresh  block;
  leaves bytea[];
  blocks bigint := 0;
begin
  perform pg_advisory_xact_lock(124748976191596);
  update event
     set leaf = event_leaf(position, stream, sequence, stream_type, event_id, type, revision, at,
                           payload, metadata)
   where leaf is null;
  loop
    select * into head from block order by number desc limit 1;
    fresh.number := coalesce(head.number + 1, 1);
    fresh.previous := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
    fresh.at := clock_timestamp();
    select min(l.position), max(l.position), array_agg(l.leaf order by l.position)
      into fresh.first_position, fresh.last_position, leaves
      from (select e.position, e.leaf from event e
             where e.position > coalesce(head.last_position, 0)
             order by e.position limit events_per_block) l;
    exit when fresh.first_position is null;
    fresh.root := merkle_root(leaves);
    fresh.hash := block_hash(fresh.number, fresh.first_position, fresh.last_position, fresh.at,
                            fresh.root, fresh.previous);
    insert into block values (fresh.*);
    blocks := blocks + 1;
  end loop;
  return blocks;
end $$;
