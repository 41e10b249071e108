-- Browsers that are signed in to the console, on every node. A copied cookie ends with its row.
create table console_session (
  id bytea primary key, -- SHA-256 of the cookie
  key_id text, -- of the key that it was opened with, or null for qubix.token
  secret bytea not null, -- SHA-256 of that key
  ends_at timestamptz not null
);

create index console_session_of_secret on console_session (secret);
create index console_session_that_ended on console_session (ends_at);
