import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Database, Queryable, Transaction } from '@codexcontinue/platform/database/database';
import { and, asc, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { recordDone } from './audit-intents-store.ts';
import { instanceAuditor } from './egress-tables.ts';
import type { PersonRecord } from './people-store.ts';
import { person } from './tables.ts';
import { disabledPerson, instanceAdmin } from './token-tables.ts';

/** Somebody with a role on the whole instance. */
export interface RoleHolder {
  readonly user: PersonRecord;
  /** Null for who is no administrator. */
  readonly administratorSince: Date | null;
  /** Null for who is no auditor. */
  readonly auditorSince: Date | null;
  readonly isDisabled: boolean;
}

/** Which roles somebody is to have; what is left out stays as it is. */
export interface RoleChange {
  readonly actorId: string;
  readonly personId: string;
  readonly administrator?: boolean | undefined;
  readonly auditor?: boolean | undefined;
}

/**
 * What became of a change:
 *
 * - `not an administrator`: who acts is none any more, whatever was asked before
 * - `disabled`: roles are given to nobody who may not use the instance
 * - `last administrator`: nobody else could look after the instance
 */
export type RoleOutcome = 'changed' | 'not an administrator' | 'nobody' | 'disabled' | 'last administrator';

/** Who looks after the instance, and who sees what concerns all of it. */
export interface InstanceRolesStore {
  isAdmin(personId: string): Promise<boolean>;
  /** Sees what concerns the whole instance, and changes nothing of it. */
  isAuditor(personId: string): Promise<boolean>;
  /** Any number of changes at once leave an administrator who may use the instance. */
  setRoles(change: RoleChange): Promise<RoleOutcome>;
  /** Makes somebody an administrator, whoever asks: for the operator, where no administrator can. */
  appoint(personId: string): Promise<void>;
  /** Everybody with a role; oldest account first, the key of a row is the person's id. */
  holders(request: PageRequest<string>): Promise<RoleHolder[]>;
}

const LOCK = 'auth.instance_roles';

/** One change at a time, in all processes, of who looks after the instance and may use it. */
export async function lockRoles(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`);
}

/** Whether somebody is the only administrator who may use the instance. @param transaction with the roles locked */
export async function isLastAdmin(transaction: Transaction, personId: string): Promise<boolean> {
  const able = await enabledAdmins(transaction);
  return able.length === 1 && able[0]?.id === personId;
}

export function createInstanceRolesStore({ drizzle }: Database): InstanceRolesStore {
  /** The administrators' ids, of which there is one as soon as there is an account. */
  async function admins(): Promise<string[]> {
    const found = await adminsOf(drizzle);
    if (found.length > 0) return found;
    await appointFirst(drizzle);
    return adminsOf(drizzle);
  }

  return {
    isAdmin: async (personId) => (await admins()).includes(personId),
    async isAuditor(personId) {
      const found = await drizzle
        .select()
        .from(instanceAuditor)
        .where(eq(instanceAuditor.personId, personId));
      return found.length > 0;
    },
    setRoles: (change) =>
      drizzle.transaction(async (transaction) => {
        await lockRoles(transaction);
        const able = await enabledAdmins(transaction);
        if (!able.some(({ id }) => id === change.actorId)) return 'not an administrator';
        const [was] = await everybody(transaction).where(eq(person.id, change.personId));
        return was ? changeRoles(transaction, change, was) : 'nobody';
      }),
    async appoint(personId) {
      await drizzle.insert(instanceAdmin).values({ personId }).onConflictDoNothing();
    },
    async holders({ from, limit }) {
      await admins();
      const rows = await everybody(drizzle)
        .where(
          and(
            or(isNotNull(instanceAdmin.since), isNotNull(instanceAuditor.since)),
            from === undefined ? undefined : gt(person.id, from),
          ),
        )
        .orderBy(asc(person.id))
        .limit(limit + 1);
      return rows.map(({ disabledSince, ...row }) => ({ ...row, isDisabled: disabledSince !== null }));
    },
  };
}

type Standing = Awaited<ReturnType<typeof everybody>>[number];

async function changeRoles(
  transaction: Transaction,
  { personId, administrator, auditor }: RoleChange,
  was: Standing,
): Promise<RoleOutcome> {
  const appoints = (administrator && !was.administratorSince) || (auditor && !was.auditorSince);
  if (appoints && was.disabledSince) return 'disabled';
  if (administrator === false && (await isLastAdmin(transaction, personId))) return 'last administrator';
  // Nobody is told: what is open depends on no role of the instance, and what does is asked for with each request.
  for (const [table, isWanted] of [
    [instanceAdmin, administrator],
    [instanceAuditor, auditor],
  ] as const) {
    if (isWanted === true) await transaction.insert(table).values({ personId }).onConflictDoNothing();
    if (isWanted === false) await transaction.delete(table).where(eq(table.personId, personId));
  }
  return 'changed';
}

/** The first account of an instance is its administrator. Found out once, whenever that account was made. */
function appointFirst(drizzle: Database['drizzle']): Promise<void> {
  return drizzle.transaction(async (transaction) => {
    await lockRoles(transaction);
    if ((await adminsOf(transaction)).length > 0) return;
    const [first] = await transaction
      .select({ id: person.id })
      .from(person)
      .orderBy(asc(person.createdAt), asc(person.id))
      .limit(1);
    if (!first) return;
    await transaction.insert(instanceAdmin).values({ personId: first.id });
    // With the change itself: it is told once, and not without it.
    await recordDone('auth', transaction, {
      ...{ action: 'instance.administrator_appointed', actorId: first.id, sessionId: null },
      ...{ workspaceId: null, targetType: 'User', targetId: first.id, requestId: null },
      details: { reason: 'the first account of the instance' },
    });
  });
}

async function adminsOf(queryable: Queryable): Promise<string[]> {
  const found = await queryable.select({ id: instanceAdmin.personId }).from(instanceAdmin);
  return found.map(({ id }) => id);
}

/** Administrators who may use the instance. */
const enabledAdmins = (transaction: Transaction) =>
  transaction
    .select({ id: instanceAdmin.personId })
    .from(instanceAdmin)
    .leftJoin(disabledPerson, eq(disabledPerson.personId, instanceAdmin.personId))
    .where(isNull(disabledPerson.personId));

const everybody = (queryable: Queryable) =>
  queryable
    .select({
      user: person,
      administratorSince: instanceAdmin.since,
      auditorSince: instanceAuditor.since,
      disabledSince: disabledPerson.since,
    })
    .from(person)
    .leftJoin(instanceAdmin, eq(instanceAdmin.personId, person.id))
    .leftJoin(instanceAuditor, eq(instanceAuditor.personId, person.id))
    .leftJoin(disabledPerson, eq(disabledPerson.personId, person.id));
