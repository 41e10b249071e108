-- How far each read model is. Whoever writes a read model holds its row here.
create table projection (
  name      text primary key,
  -- of the last event that it passed; -1: none yet
  position  bigint not null default -1,
  -- changes whenever somebody else than its processor wrote the read model
  epoch     bigint not null default 0
);

insert into projection (name) values ('job'), ('provider'), ('user'), ('ledger');

-- The last rebuild of each read model.
create table projection_rebuild (
  name        text primary key references projection,
  run         uuid        not null,
  state       text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  position    bigint      not null,
  up_to       bigint      not null,
  started_at  timestamptz not null,
  ended_at    timestamptz,
  error       text
);

-- Events that a read model could not take in, and the later ones of the same stream.
-- The columns are those of Axon's dead-letter queue.
create table dead_letter_entry (
  dead_letter_id       text primary key,
  processing_group     text   not null,
  sequence_identifier  text   not null,
  sequence_index       bigint not null,
  message_type         text   not null,
  event_identifier     text   not null,
  event_timestamp      text   not null,
  payload_type         text   not null,
  payload_revision     text,
  payload              bytea  not null,
  metadata             bytea,
  aggregate_type       text,
  aggregate_identifier text,
  sequence_number      bigint,
  token_type           text,
  token                bytea,
  enqueued_at          text   not null,
  last_touched         text,
  processing_started   text,
  cause_type           text,
  cause_message        text,
  diagnostics          bytea,
  unique (processing_group, sequence_identifier, sequence_index)
);
