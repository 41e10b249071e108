-- Double entry, append only: every transaction's postings sum to zero. Amounts are micro-QUBIC.
create table ledger_transaction (
  id        uuid   primary key,
  -- of the event that caused it
  position  bigint not null unique,
  type      text   not null,
  job_id    uuid   not null,
  at        timestamptz not null
);

create table ledger_posting (
  transaction_id  uuid     not null,
  line            smallint not null,
  -- consumer:ADDRESS, provider:ADDRESS, later escrow:JOB, platform:fees, external
  account         text     not null,
  amount          bigint   not null,
  -- the account on the other side, where there is one
  counterparty    text,
  position        bigint   not null,
  at              timestamptz not null,
  primary key (transaction_id, line)
);

create index on ledger_posting (account, position);
create index on ledger_posting (account, at);

-- The balances that the postings add up to.
create table ledger_account (
  account  text   primary key,
  balance  bigint not null
);

-- All postings of a transaction come in one statement, so that it can be checked at its end.
create function ledger_balanced() returns trigger language plpgsql as $$
declare
  unbalanced uuid;
begin
  select transaction_id into unbalanced
    from posted group by transaction_id having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'The postings of transaction % do not sum to zero', unbalanced
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;

create trigger balanced after insert on ledger_posting
  referencing new table as posted
  for each statement execute function ledger_balanced();
