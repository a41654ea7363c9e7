import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import type { Database } from './database/database.ts';
import { type TenantDatabase, withinTenants } from './database/tenancy.ts';
import type { Logger } from './log.ts';

/** One setting of the strict profile, and whether it held when it was tried. */
export interface HardeningCheck {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  /** What was seen, in a sentence, and what to do where it failed. */
  readonly detail: string;
}

/** What trying something came to. */
export type Probe = () => Promise<Pick<HardeningCheck, 'passed' | 'detail'>>;

/** Tries each, one after the other. What cannot be tried has failed, and the log says why. */
export async function runChecks(
  probes: readonly { readonly id: string; readonly title: string; readonly probe: Probe }[],
  logger: Logger,
): Promise<HardeningCheck[]> {
  const checks: HardeningCheck[] = [];
  for (const { id, title, probe } of probes) {
    try {
      checks.push({ id, title, ...(await probe()) });
    } catch (error) {
      logger.error({ err: error, check: id }, 'a setting could not be tested');
      checks.push({ id, title, passed: false, detail: 'This could not be tested; the log says why.' });
    }
  }
  return checks;
}

/** Looks for rows of anybody without saying whose, in tables that are to be guarded. */
export function probeRowSecurity(database: Database, tables: readonly AnyPgTable[]): Probe {
  return async () => {
    const open: string[] = [];
    const nobody = withinTenants(database, { workspaceIds: [] });
    for (const table of tables) {
      const [column] = Object.values(getTableColumns(table));
      const seen = await nobody.run((transaction) =>
        transaction
          .select({ column: sql`${column}` })
          .from(table)
          .limit(1),
      );
      if (seen.length > 0) open.push(getTableName(table));
    }
    return open.length === 0
      ? { passed: true, detail: `${tables.length} tables show no row to who has no workspace.` }
      : {
          passed: false,
          detail: `Rows show without a workspace: ${open.join(', ')}. Is the role a superuser?`,
        };
  };
}

/** Runs work in a transaction of which nothing stays. */
export async function withoutTrace<Result>(
  tenants: TenantDatabase,
  work: Parameters<typeof tenants.run<Result>>[0],
): Promise<Result> {
  const undone = new Error('undone on purpose');
  let result: { readonly value: Result } | undefined;
  try {
    await tenants.run(async (transaction) => {
      result = { value: await work(transaction) };
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  if (!result) throw new Error('The transaction was not undone.');
  return result.value;
}

/** The answer for something that is stored encrypted, or is not. */
export function judgeStored(isHidden: boolean, isReadBack: boolean, what: string) {
  if (!isHidden) return { passed: false, detail: `${what} is stored in plain text. Set ENCRYPTION_KEYS.` };
  return isReadBack
    ? { passed: true, detail: `${what} was written for a try: it is stored encrypted, and reads back.` }
    : { passed: false, detail: `${what} was stored encrypted and did not read back. Check ENCRYPTION_KEYS.` };
}

/** Whether what people read is audited: `AUDIT_READS`. */
export const judgeAudit = (auditsReads: boolean) =>
  auditsReads
    ? { passed: true, detail: 'What people read goes to the audit log.' }
    : { passed: false, detail: 'What people read is not audited. Set AUDIT_READS=on.' };
