-- Accounts are listed by name, whatever the database's own order is: the column has that order, and
-- the primary key serves it. The other index goes by what it is: a rebuild has given it another name.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
              where schemaname = current_schema() and tablename = 'ledger_account'
                and indexdef like '%(account COLLATE "C")'
  loop
    execute format('drop index %I', old);
  end loop;
end $$;

alter table ledger_account alter column account type text collate "C";
alter table if exists ledger_account_next alter column account type text collate "C";
