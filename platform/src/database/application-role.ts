import type { PGlite } from '@electric-sql/pglite';

/** Who the services are in the embedded database; on a server each has a role of its own. */
const APPLICATION_ROLE = 'codexcontinue';

/**
 * The embedded database begins as a superuser, whom row-level security does not bind. From here on everything is done
 * as a plain role that owns the services' tables, those of older versions included.
 */
export async function becomeApplicationRole(pglite: PGlite): Promise<void> {
  await pglite.exec(`
    create extension if not exists vector;
    create extension if not exists pg_trgm;
    do $$
    declare
      name text;
      owned record;
    begin
      if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then
        create role ${APPLICATION_ROLE} nologin;
      end if;
      execute format('alter database %I owner to ${APPLICATION_ROLE}', current_database());
      for name in
        select nspname from pg_namespace
        where nspowner = current_user::regrole and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
      loop
        execute format('alter schema %I owner to ${APPLICATION_ROLE}', name);
      end loop;
      for owned in
        select relation.oid::regclass as name, relkind as kind from pg_class relation
          join pg_namespace namespace on namespace.oid = relnamespace
        where relowner = current_user::regrole and relkind in ('r', 'p', 'v', 'm') and nspname !~ '^pg_'
          and nspname not in ('information_schema', 'public')
      loop
        execute format('alter %s %s owner to ${APPLICATION_ROLE}',
          case owned.kind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, owned.name);
      end loop;
      for owned in
        select procedure.oid::regprocedure as name from pg_proc procedure
          join pg_namespace namespace on namespace.oid = pronamespace
        where proowner = current_user::regrole and nspname !~ '^pg_'
          and nspname not in ('information_schema', 'public')
      loop
        execute format('alter function %s owner to ${APPLICATION_ROLE}', owned.name);
      end loop;
      for owned in
        select type.oid::regtype as name from pg_type type
          join pg_namespace namespace on namespace.oid = typnamespace
        where typowner = current_user::regrole and typtype in ('e', 'd') and nspname !~ '^pg_'
          and nspname not in ('information_schema', 'public')
      loop
        execute format('alter type %s owner to ${APPLICATION_ROLE}', owned.name);
      end loop;
    end
    $$;
    set role ${APPLICATION_ROLE};
  `);
}
