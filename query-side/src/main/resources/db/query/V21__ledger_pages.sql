-- A running balance adds up what was posted before: from the index alone.
drop index if exists ledger_posting_account_position_idx;

create index on ledger_posting (account, position) include (amount);

-- Accounts are listed and looked for by their beginning, whatever the database's own order is.
create index on ledger_account (account collate "C");
