-- A deposit, for example, is for no job. A rebuild may be under way.
alter table ledger_transaction alter column job_id drop not null;
alter table if exists ledger_transaction_next alter column job_id drop not null;
