-- Each job writes its provider twice and two postings: into as few indexes as will do.

-- Indexes go by what they are: a rebuild has given them other names.
create function pg_temp.drop_index(on_table text, columns text) returns void language plpgsql as $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
              where schemaname = current_schema() and tablename = on_table
                and indexdef like '%(' || columns
  loop
    execute format('drop index %I', old);
  end loop;
end $$;

-- What changes with each job is not indexed, so that a provider's new version needs no new entries
-- anywhere, as long as its page has room (heap-only tuples). Who looks for the most experienced of
-- ten thousand has them sorted in some milliseconds.
select pg_temp.drop_index('provider_view', 'total_jobs, created)');
select pg_temp.drop_index('provider_view', 'total_earnings, created)');
select pg_temp.drop_index('provider_view', 'online, available)');
select pg_temp.drop_index('provider_view', 'price) WHERE available');
alter table provider_view set (fillfactor = 50);

-- Postings are found by their place. Ids are hashes: an index by them is written all over.
do $$
declare
  old text;
begin
  select conname into old from pg_constraint
   where conrelid = 'ledger_posting'::regclass and contype = 'p';
  execute format('alter table ledger_posting drop constraint %I', old);
end $$;
alter table ledger_posting add primary key (position, line);

-- A balance, running or as of a time, adds up one account from the index alone.
select pg_temp.drop_index('ledger_posting', 'account, at)');
select pg_temp.drop_index('ledger_posting', 'account, "position") INCLUDE (amount)');
create index on ledger_posting (account, position) include (amount, at);
