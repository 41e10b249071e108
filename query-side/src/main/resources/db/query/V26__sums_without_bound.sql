-- A sum of amounts has no bound: it is numeric, so that no client's jobs can fill it for others.
-- A single amount stays a bigint. Amounts are whole micro-QUBIC.
alter table job_minute alter column paid type numeric;
alter table provider_day alter column earned type numeric;
alter table ledger_account alter column balance type numeric;

-- The type of a generated column does not change in place.
alter table provider_view drop column total_earnings;
alter table provider_view add column total_earnings numeric not null
  generated always as (trunc((state ->> 'totalEarnings')::numeric * 1000000)) stored;
