import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { sql } from 'drizzle-orm';

/** Runs SQL as somebody who has the whole database, whosever rows they are. */
export function rowsOf<Row = object>(database: Database) {
  return async (strings: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> => {
    const { rows } = (await withinTenants(database, ALL_TENANTS).run((transaction) =>
      transaction.execute(sql(strings, ...values)),
    )) as unknown as { rows: Row[] };
    return rows;
  };
}
