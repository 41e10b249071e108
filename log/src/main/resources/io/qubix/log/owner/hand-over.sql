-- Run by the owner after each migration: gives all tables to the program's role but those of the log,
-- which that role may read, and append to by a function.
do $$
declare
  program  text := pg_catalog.current_setting('qubix.program');
  home     text := pg_catalog.current_schema();
  before   text := pg_catalog.current_setting('search_path');
  kept     text[] := array['event', 'block', 'log_engine', 'flyway_command', 'flyway_query'];
  it       record;
begin
  -- The program may create functions; none may take the place of the catalog's while the owner runs this.
  perform pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- Two nodes that start together would change the same rows of the catalog.
  perform pg_advisory_xact_lock(124748976191597);
  if not has_database_privilege(program, current_database(), 'CREATE') then
    execute format('grant create on database %I to %I', current_database(), program);
  end if;
  if not has_schema_privilege(program, home, 'USAGE, CREATE')
     or not has_schema_privilege(program, home, 'CREATE') then
    execute format('grant usage, create on schema %I to %I', home, program);
  end if;
  for it in
    -- What a rebuild left that the owner once made.
    select format('alter schema %I owner to %I', nspname, program) as statement
      from pg_namespace
     where starts_with(nspname, home || '_rebuild_')
       and pg_get_userbyid(nspowner) = current_user
    union all
    select format('alter table %s owner to %I', c.oid::regclass, program)
      from pg_class c
     where c.relnamespace = quote_ident(home)::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
       and pg_get_userbyid(c.relowner) = current_user and c.relname <> all (kept)
       and not exists (select from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid
                          and d.deptype in ('a', 'i'))
    union all
    select format('revoke all on %s from %I; grant select on %1$s to %2$I', c.oid::regclass, program)
      from pg_class c
     where c.relnamespace = quote_ident(home)::regnamespace and c.relname in ('event', 'block')
    union all
    select format('grant select, insert, update on %s to %I', c.oid::regclass, program)
      from pg_class c
     where c.relnamespace = quote_ident(home)::regnamespace and c.relname = 'log_engine'
    union all
    select format('revoke all on routine %s from public; grant execute on routine %1$s to %I',
                  p.oid::regprocedure, program)
      from pg_proc p
     where p.pronamespace = quote_ident(home)::regnamespace
       and p.proname in ('append_block', 'append_event', 'seal_events')
       and pg_get_userbyid(p.proowner) = current_user
  loop
    execute it.statement;
  end loop;
  perform pg_catalog.set_config('search_path', before, true);
end $$;
