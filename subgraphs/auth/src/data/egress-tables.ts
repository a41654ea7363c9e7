import type { EgressTally } from '@codexcontinue/platform/egress/egress-tallies';
import { bigint, integer, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authSchema, person } from './tables.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const count = (name: string) => bigint(name, { mode: 'number' });

/** Calls out of the system, told together: each process counts for itself, by the hour. */
export const egressTally = authSchema.table(
  'egress_tally',
  {
    hour: moment('hour').notNull(),
    service: text().notNull(),
    /** The process that counted. */
    instance: uuid().notNull(),
    host: text().notNull(),
    port: integer().notNull(),
    purpose: text().notNull(),
    outcome: text().$type<EgressTally['outcome']>().notNull(),
    /** Empty for calls that were answered. */
    reason: text().notNull(),
    calls: count('calls').notNull(),
    sentBytes: count('sent_bytes').notNull(),
    receivedBytes: count('received_bytes').notNull(),
    lastStatus: integer('last_status'),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'egress_tally_key',
      columns: [
        table.hour,
        table.service,
        table.host,
        table.port,
        table.purpose,
        table.outcome,
        table.reason,
        table.instance,
      ],
    }),
  ],
);

/** Who may see what concerns the whole instance, and change nothing of it. */
export const instanceAuditor = authSchema.table('instance_auditor', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id, { onDelete: 'cascade' }),
  since: moment('since').notNull().defaultNow(),
});
