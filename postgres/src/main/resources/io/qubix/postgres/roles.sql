-- Makes two roles, neither a superuser, and gives all that the caller has in this database to the first.
-- It may run again: the embedded PostgreSQL runs it at each start. Passwords are set elsewhere.
--   qubix_owner    owns the log, and migrates
--   qubix_program  the program runs with it: it appends to the log and cannot change what is in it
do $$
declare
  it record;
begin
  -- A superuser runs this: functions of other schemas must not take the place of the catalog's.
  perform pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  if to_regrole('qubix_owner') is null then
    create role qubix_owner login;
  end if;
  if to_regrole('qubix_program') is null then
    create role qubix_program login;
  end if;
  -- The owner hands all tables but the log's over to the program, and migrates them.
  grant qubix_program to qubix_owner;

  for it in
    select format('alter schema %I owner to qubix_owner', nspname) as statement
      from pg_namespace
     where pg_get_userbyid(nspowner) = current_user
       and nspname !~ '^pg_' and nspname <> 'information_schema'
    union all
    -- A sequence of a column goes with its table.
    select format('alter table %s owner to qubix_owner', c.oid::regclass)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where pg_get_userbyid(c.relowner) = current_user and c.relkind in ('r', 'p', 'v', 'm', 'S')
       and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and not exists (select from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid
                          and d.deptype in ('a', 'i'))
    union all
    select format('alter routine %s owner to qubix_owner', p.oid::regprocedure)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where pg_get_userbyid(p.proowner) = current_user
       and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  loop
    execute it.statement;
  end loop;
  -- A read model is rebuilt in a schema of its own, and then takes the place of the old one.
  grant usage, create on schema public to qubix_program;
  execute format('grant create on database %I to qubix_program', current_database());
  execute format('alter database %I owner to qubix_owner', current_database());
end $$;
