-- The log is appended to by functions that run with the rights of its owner, so the program's role
-- needs none to the tables. Their search path holds the system's schema only: nothing that another
-- role makes here can take the place of what they call.

create or replace function append_block(
  streams text[], sequences bigint[], stream_types text[], event_ids uuid[], types text[],
  revisions text[], times bigint[], payloads text[], metadatas text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head       "${flyway:defaultSchema}".block;
  fresh      "${flyway:defaultSchema}".block;
  leaves     bytea[];
begin
  perform pg_advisory_xact_lock(124748976191596);
  select * into head from "${flyway:defaultSchema}".block order by number desc limit 1;
  fresh.number := coalesce(head.number + 1, 1);
  fresh.first_position := coalesce(head.last_position + 1, 1);
  fresh.last_position := fresh.first_position + cardinality(streams) - 1;
  fresh.previous := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
  fresh.at := clock_timestamp();
  with added as (
    insert into "${flyway:defaultSchema}".event
           (position, stream, sequence, stream_type, event_id, type, revision, at, payload,
            metadata, leaf)
    select place, stream, sequence, stream_type, event_id, type, revision,
           'epoch'::timestamptz + micros * interval '1 microsecond', payload, metadata,
           "${flyway:defaultSchema}".event_leaf(place, stream, sequence, stream_type, event_id,
             type, revision, micros, payload, metadata)
      from (select fresh.first_position + given.number - 1 as place, stream, sequence,
                   stream_type, event_id, type, revision, micros, payload::jsonb as payload,
                   metadata::jsonb as metadata
              from unnest(streams, sequences, stream_types, event_ids, types, revisions, times,
                          payloads, metadatas) with ordinality
                   as given (stream, sequence, stream_type, event_id, type, revision, micros,
                             payload, metadata, number)
            offset 0) as parsed
    returning position, leaf)
  select array_agg(leaf order by position) into leaves from added;
  fresh.root := "${flyway:defaultSchema}".merkle_root(leaves);
  fresh.hash := "${flyway:defaultSchema}".block_hash(
    fresh.number, fresh.first_position, fresh.last_position, fresh.at, fresh.root, fresh.previous);
  insert into "${flyway:defaultSchema}".block values (fresh.*);
  return fresh.last_position;
end $$;

-- Seals events that were written before there was a seal. It sets what is missing, and changes nothing.
create or replace function seal_events(events_per_block int) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head   "${flyway:defaultSchema}".block;
  fresh  "${flyway:defaultSchema}".block;
  leaves bytea[];
  blocks bigint := 0;
begin
  perform pg_advisory_xact_lock(124748976191596);
  update "${flyway:defaultSchema}".event
     set leaf = "${flyway:defaultSchema}".event_leaf(
                  position, stream, sequence, stream_type, event_id, type, revision, at, payload,
                  metadata)
   where leaf is null;
  loop
    select * into head from "${flyway:defaultSchema}".block order by number desc limit 1;
    fresh.number := coalesce(head.number + 1, 1);
    fresh.previous := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
    fresh.at := clock_timestamp();
    select min(l.position), max(l.position), array_agg(l.leaf order by l.position)
      into fresh.first_position, fresh.last_position, leaves
      from (select e.position, e.leaf from "${flyway:defaultSchema}".event e
             where e.position > coalesce(head.last_position, 0)
             order by e.position limit events_per_block) l;
    exit when fresh.first_position is null;
    fresh.root := "${flyway:defaultSchema}".merkle_root(leaves);
    fresh.hash := "${flyway:defaultSchema}".block_hash(
      fresh.number, fresh.first_position, fresh.last_position, fresh.at, fresh.root,
      fresh.previous);
    insert into "${flyway:defaultSchema}".block values (fresh.*);
    blocks := blocks + 1;
  end loop;
  return blocks;
end $$;

-- Axon's own engine appends an event at a time, to a log that has no seal. The caller holds the lock.
create procedure append_event(
  stream text, sequence bigint, stream_type text, event_id uuid, type text, revision text,
  at timestamptz, payload text, metadata text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from "${flyway:defaultSchema}".block) then
    raise exception 'This log is sealed: append_block writes it';
  end if;
  insert into "${flyway:defaultSchema}".event
         (position, stream, sequence, stream_type, event_id, type, revision, at, payload, metadata)
  select coalesce(max(e.position), 0) + 1, append_event.stream, append_event.sequence,
         append_event.stream_type, append_event.event_id, append_event.type,
         append_event.revision, append_event.at, append_event.payload::jsonb,
         append_event.metadata::jsonb
    from "${flyway:defaultSchema}".event e;
end $$;
