-- A running balance adds up what was posted before: from the index alone.
-- The index goes by what it is: a rebuild has given it another name.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
              where schemaname = current_schema() and tablename = 'ledger_posting'
                and indexdef like '%(account, "position")'
  loop
    execute format('drop index %I', old);
  end loop;
end $$;

create index on ledger_posting (account, position) include (amount);

-- Accounts are listed and looked for by their beginning, whatever the database's own order is.
create index on ledger_account (account collate "C");
