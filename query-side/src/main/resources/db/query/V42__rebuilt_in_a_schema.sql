-- A rebuild now has a schema of its own. What an older version's rebuild left beside the live tables goes.
drop table if exists
  job_view_next, job_count_next, job_minute_next,
  provider_view_next, provider_earning_next, provider_day_next, provider_presence_next,
  provider_repricing_next, user_view_next,
  ledger_transaction_next, ledger_posting_next, ledger_account_next;

delete from dead_letter where read_model like '%\_next';
