import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database.ts';

/**
 * The columns of all tables of some schemas that hold a word somewhere, as text, in JSON, in an array or in bytes:
 * `schema.table.column`, sorted. What a new column holds is found without anybody thinking of it.
 */
export async function columnsWith(
  database: Database,
  schemas: readonly string[],
  word: string,
): Promise<string[]> {
  const found: string[] = [];
  await database.drizzle.transaction(async (transaction) => {
    await transaction.execute(sql`select set_config('app.tenants', 'all', true)`);
    const { rows } = (await transaction.execute(sql`
      select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema in ${[...schemas]}
        and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'USER-DEFINED', 'tsvector')
      order by 1, 2, 3`)) as unknown as {
      rows: { schema: string; table: string; column: string; type: string }[];
    };
    for (const { schema, table, column, type } of rows) {
      const name = sql.identifier(column);
      const text = type === 'bytea' ? sql`encode(${name}, 'escape')` : sql`${name}::text`;
      const { rows: hits } = (await transaction.execute(
        sql`select 1 from ${sql.identifier(schema)}.${sql.identifier(table)} where position(${word} in ${text}) > 0 limit 1`,
      )) as unknown as { rows: unknown[] };
      if (hits.length > 0) found.push(`${schema}.${table}.${column}`);
    }
  });
  return found.sort();
}
