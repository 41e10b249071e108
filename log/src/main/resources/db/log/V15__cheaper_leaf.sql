-- The same bytes, and so the same seal, for a twentieth less: to_json quotes a text as jsonb is
-- written, without making a jsonb of it first.
create or replace function event_leaf(
  place bigint, stream text, sequence bigint, stream_type text, event_id uuid, type text,
  revision text, at timestamptz, payload jsonb, metadata jsonb) returns bytea
language sql stable parallel safe
return sha256('\x00'::bytea || convert_to(concat_ws(E'\n',
  place,
  to_json(stream),
  sequence,
  coalesce(to_json(stream_type), 'null'),
  event_id,
  to_json(type),
  coalesce(to_json(revision), 'null'),
  (extract(epoch from at) * 1000000)::bigint,
  payload,
  metadata), 'UTF8'));
