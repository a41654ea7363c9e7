import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Database } from '@codexcontinue/platform/database/database';
import type { EgressTally } from '@codexcontinue/platform/egress/egress-tallies';
import { and, asc, desc, eq, gt, gte, ilike, lt, max, min, or, type SQL, sql, sum } from 'drizzle-orm';
import { egressTally } from './egress-tables.ts';

/** Calls of one hour that are alike, of all processes together. */
export interface EgressRecord
  extends Omit<EgressTally, 'instance' | 'hour' | 'firstAt' | 'lastAt' | 'reason'> {
  readonly hour: Date;
  /** Empty for calls that were answered. */
  readonly reason: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Where a record stands: the hour (RFC 3339), service, host, port, purpose, outcome, reason. */
export type EgressKey = readonly [string, string, string, number, string, string, string];

/** Which calls to show; what is left out is not asked for. */
export interface EgressFilter {
  readonly service?: string | undefined;
  /** A part of its name. */
  readonly host?: string | undefined;
  readonly purpose?: string | undefined;
  readonly outcome?: EgressTally['outcome'] | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** What services called, or would have. */
export interface EgressStore {
  /** Keeps what a process counted. Told again or out of order it changes nothing: the higher count is the later. */
  add(tallies: readonly EgressTally[]): Promise<void>;
  /** The latest hour first. */
  page(filter: EgressFilter, request: PageRequest<EgressKey>): Promise<EgressRecord[]>;
  /** @returns how many rows were let go */
  letGoBefore(moment: Date): Promise<number>;
}

const { hour, service, host, port, purpose, outcome, reason } = egressTally;
const KEY = [hour, service, host, port, purpose, outcome, reason];

export function createEgressStore({ drizzle }: Database): EgressStore {
  return {
    async add(tallies) {
      if (tallies.length === 0) return;
      const greatest = (column: string) => sql.raw(`greatest(egress_tally.${column}, excluded.${column})`);
      await drizzle
        .insert(egressTally)
        .values(tallies.map(toRow))
        .onConflictDoUpdate({
          target: [...KEY, egressTally.instance],
          set: {
            calls: greatest('calls'),
            sentBytes: greatest('sent_bytes'),
            receivedBytes: greatest('received_bytes'),
            lastStatus: sql.raw(
              'case when excluded.last_at >= egress_tally.last_at then excluded.last_status else egress_tally.last_status end',
            ),
            firstAt: sql.raw('least(egress_tally.first_at, excluded.first_at)'),
            lastAt: greatest('last_at'),
          },
        });
    },
    async page(filter, { from, limit }) {
      const rows = await drizzle
        .select({
          ...{ hour, service, host, port, purpose, outcome, reason },
          calls: sum(egressTally.calls),
          sentBytes: sum(egressTally.sentBytes),
          receivedBytes: sum(egressTally.receivedBytes),
          lastStatus: sql<
            number | null
          >`(array_agg(${egressTally.lastStatus} order by ${egressTally.lastAt} desc))[1]`,
          firstAt: min(egressTally.firstAt),
          lastAt: max(egressTally.lastAt),
        })
        .from(egressTally)
        .where(and(conditionOf(filter), from && after(from)))
        .groupBy(...KEY)
        .orderBy(desc(hour), ...KEY.slice(1).map((column) => asc(column)))
        .limit(limit + 1);
      return rows.map((row) => ({
        ...row,
        calls: Number(row.calls),
        sentBytes: Number(row.sentBytes),
        receivedBytes: Number(row.receivedBytes),
        firstAt: row.firstAt ?? row.hour,
        lastAt: row.lastAt ?? row.hour,
      }));
    },
    async letGoBefore(moment) {
      const gone = await drizzle.delete(egressTally).where(lt(hour, moment)).returning({ hour });
      return gone.length;
    },
  };
}

function toRow({ hour: began, reason: why, firstAt, lastAt, ...tally }: EgressTally) {
  return {
    ...tally,
    hour: new Date(began),
    reason: why ?? '',
    firstAt: new Date(firstAt),
    lastAt: new Date(lastAt),
  };
}

/** What stands after a place in the order of a page. */
function after([began, ...rest]: EgressKey): SQL | undefined {
  const moment = new Date(began);
  const columns = sql.join(KEY.slice(1), sql`, `);
  const values = sql.join(
    rest.map((value) => (typeof value === 'number' ? sql`${value}::integer` : sql`${value}::text`)),
    sql`, `,
  );
  return or(lt(hour, moment), and(eq(hour, moment), gt(sql`(${columns})`, sql`(${values})`)));
}

function conditionOf(filter: EgressFilter): SQL | undefined {
  return and(
    filter.service === undefined ? undefined : eq(service, filter.service),
    // Nobody means a pattern by it.
    filter.host === undefined ? undefined : ilike(host, `%${filter.host.replaceAll(/[\\%_]/g, '\\$&')}%`),
    filter.purpose === undefined ? undefined : eq(purpose, filter.purpose),
    filter.outcome && eq(outcome, filter.outcome),
    filter.from && gte(hour, filter.from),
    filter.until && lt(hour, filter.until),
  );
}
