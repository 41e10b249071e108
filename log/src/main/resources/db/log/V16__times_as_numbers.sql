-- The same seal for a fifteenth less: the writer gives an event's time as it is sealed, in microseconds
-- since 1970-01-01T00:00:00Z. As text it was read, and then taken apart by decimal arithmetic.

create function event_leaf(
  place bigint, stream text, sequence bigint, stream_type text, event_id uuid, type text,
  revision text, micros bigint, payload jsonb, metadata jsonb) returns bytea
language sql stable parallel safe
return sha256('\x00'::bytea || convert_to(concat_ws(E'\n',
  place,
  to_json(stream),
  sequence,
  coalesce(to_json(stream_type), 'null'),
  event_id,
  to_json(type),
  coalesce(to_json(revision), 'null'),
  micros,
  payload,
  metadata), 'UTF8'));

create or replace function event_leaf(
  place bigint, stream text, sequence bigint, stream_type text, event_id uuid, type text,
  revision text, at timestamptz, payload jsonb, metadata jsonb) returns bytea
language sql stable parallel safe
return event_leaf(place, stream, sequence, stream_type, event_id, type, revision,
  (extract(epoch from at) * 1000000)::bigint, payload, metadata);

-- Each payload is parsed once: "offset 0" keeps the query that does it apart from the one that uses it
-- twice, and nothing is put away in between.
create function append_block(
  streams text[], sequences bigint[], stream_types text[], event_ids uuid[], types text[],
  revisions text[], times bigint[], payloads text[], metadatas text[]) returns bigint
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
    insert into event (position, stream, sequence, stream_type, event_id, type, revision, at,
                       payload, metadata, leaf)
    select place, stream, sequence, stream_type, event_id, type, revision,
           'epoch'::timestamptz + micros * interval '1 microsecond', payload, metadata,
           event_leaf(place, stream, sequence, stream_type, event_id, type, revision, micros,
                      payload, metadata)
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
  fresh.root := merkle_root(leaves);
  fresh.hash := block_hash(fresh.number, fresh.first_position, fresh.last_position, fresh.at,
                           fresh.root, fresh.previous);
  insert into block values (fresh.*);
  return fresh.last_position;
end $$;

-- Nodes of before go on writing.
create or replace function append_block(
  streams text[], sequences bigint[], stream_types text[], event_ids uuid[], types text[],
  revisions text[], ats timestamptz[], payloads text[], metadatas text[]) returns bigint
language sql
return append_block(streams, sequences, stream_types, event_ids, types, revisions,
  (select array_agg((extract(epoch from at) * 1000000)::bigint order by number)
     from unnest(ats) with ordinality as given (at, number)),
  payloads, metadatas);
