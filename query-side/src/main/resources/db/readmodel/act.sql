create table key_view (
  -- of its issue: the order of all lists
  position        bigint  primary key,
  id              text    not null unique,
  role            text    not null,
  subject         text,
  issuer_role     text    not null,
  issuer_subject  text,
  key             jsonb   not null
);

create index on key_view (subject, role, position);
create index on key_view (issuer_subject, issuer_role, position);

-- Who did what: the event itself is in the log.
create table act (
  position  bigint       primary key,
  at        timestamptz  not null,
  type      text         not null,
  stream    text         not null,
  key_id    text,
  caller    jsonb        not null
);

create index on act (key_id, position);
