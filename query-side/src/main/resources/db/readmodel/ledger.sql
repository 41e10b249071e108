-- Double entry, append only: every transaction's postings sum to zero. Amounts are micro-QUBIC.
create table ledger_transaction (
  id        uuid   primary key,
  -- of the event that caused it
  position  bigint not null unique,
  type      text   not null,
  -- null for a deposit, for example
  job_id    uuid,
  at        timestamptz not null
);

create table ledger_posting (
  transaction_id  uuid     not null,
  line            smallint not null,
  account         text     not null,
  amount          bigint   not null,
  -- the account on the other side, where there is one
  counterparty    text,
  position        bigint   not null,
  at              timestamptz not null,
  -- Ids are hashes: an index by them is written all over.
  primary key (position, line)
);

-- A balance, running or as of a time, adds up one account from the index alone.
create index on ledger_posting (account, position) include (amount, at);

create trigger balanced after insert on ledger_posting
  referencing new table as posted
  for each statement execute function ledger_balanced();

-- The balances that the postings add up to. Accounts are listed by name, in the column's order.
create table ledger_account (
  account  text    collate "C" primary key,
  balance  numeric not null
);
