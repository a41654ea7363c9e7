import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, pgPolicy } from 'drizzle-orm/pg-core';
import type { Caller } from '../identity.ts';
import { isId } from '../ids.ts';
import type { Database, Transaction } from './database.ts';

/**
 * Whose rows may be seen and changed. Postgres holds to it by row-level security, whatever a query forgets to ask.
 *
 * - `workspaceIds`: the tenants; none, and there are no rows
 * - `personId`: whose personal rows, which belong to no workspace
 * - `ALL_TENANTS`: for workers, which serve everybody and answer to nobody
 */
export type TenantScope =
  | { readonly workspaceIds: readonly string[]; readonly personId?: string }
  | typeof ALL_TENANTS;

export const ALL_TENANTS = Symbol('all tenants');

/** A database within a scope. */
export interface TenantDatabase {
  /** Runs work in one transaction that finds and changes rows of the scope only. */
  run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
}

/** Whose rows a caller may reach: those of the workspaces they have a role in, and their own. */
export function scopeOf(caller: Caller): TenantScope {
  if (caller.kind !== 'person') return { workspaceIds: [] };
  return { workspaceIds: Object.keys(caller.workspaceRoles), personId: caller.personId };
}

export function withinTenants({ drizzle }: Database, scope: TenantScope): TenantDatabase {
  const [tenants, workspaceIds, personId] = settingsOf(scope);
  return {
    run: (work) =>
      drizzle.transaction(async (transaction) => {
        await transaction.execute(
          sql`select set_config('app.tenants', ${tenants}, true),
                     set_config('app.workspace_ids', ${workspaceIds}, true),
                     set_config('app.person_id', ${personId}, true)`,
        );
        return work(transaction);
      }),
  };
}

/** What is no id cannot be compared with one: the policy would fail instead of finding nothing. */
function settingsOf(scope: TenantScope): [tenants: string, workspaceIds: string, personId: string] {
  if (scope === ALL_TENANTS) return ['all', '', ''];
  const { workspaceIds, personId = '' } = scope;
  return ['', workspaceIds.filter(isId).join(','), isId(personId) ? personId : ''];
}

/**
 * The policy of a table of tenants' rows: without a scope it shows nothing and takes nothing. drizzle-kit does not
 * write `force row level security`, without which the tables' owner is not bound: add it to the migration.
 *
 * @param workspaceId whose row it is
 * @param personId whose row it is while it belongs to no workspace
 */
export function tenantPolicy(workspaceId: AnyPgColumn, personId?: AnyPgColumn) {
  const ofWorkspace = sql`${named(workspaceId)} = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])`;
  const ofPerson =
    personId &&
    sql` or (${named(workspaceId)} is null and ${named(personId)} = nullif(current_setting('app.person_id', true), '')::uuid)`;
  const visible = sql`current_setting('app.tenants', true) = 'all' or ${ofWorkspace}${ofPerson ?? sql``}`;
  return pgPolicy('tenant', { as: 'permissive', for: 'all', using: visible, withCheck: visible });
}

const named = ({ name }: AnyPgColumn): SQL => sql.raw(`"${name}"`);
