import type { Database } from '@codexcontinue/platform/database/database';
import { sql } from 'drizzle-orm';

/** Runs SQL on a database as it stands, for what no store does: `rowsOf(database)`select …``. */
export function rowsOf<Row = object>({ drizzle }: Database) {
  return async (strings: TemplateStringsArray, ...values: unknown[]): Promise<readonly Row[]> =>
    ((await drizzle.execute(sql(strings, ...values))) as unknown as { rows: Row[] }).rows;
}
