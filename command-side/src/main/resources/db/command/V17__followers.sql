-- How far each follower of the log is, and which node leads it until when: one row for both.
create table follower (
  name      text        primary key,
  -- of the last event that it has passed
  position  bigint      not null default 0,
  -- changes whenever another than the leader wrote what belongs to the follower
  epoch     bigint      not null default 0,
  owner     uuid,
  until     timestamptz not null default '-infinity'
);

-- Each goes on where its processor was. Of several segments the one that is furthest behind counts:
-- what the others did is done again, and refused.
insert into follower (name, position)
select processor,
       min(coalesce((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint, 0))
  from token_entry
 where processor in ('leases', 'lost-providers', 'reassignment')
 group by processor;

-- The order book's own position is the one that counts.
insert into follower (name, position) select 'matching', position from matching_book;
alter table matching_book drop column position;

-- A node of an older version that still runs follows no more.
drop table token_entry;
