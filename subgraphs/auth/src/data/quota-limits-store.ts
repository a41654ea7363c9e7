import {
  AUTHORITY_TOPIC,
  type AuthorityNotice,
  authorityEvent,
} from '@codexcontinue/platform/authority-notice';
import type { Database, Transaction } from '@codexcontinue/platform/database/database';
import { type TenantScope, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { isId, newId } from '@codexcontinue/platform/ids';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import type { QuotaKind, QuotaOverrides } from '@codexcontinue/platform/quotas/quota-kinds';
import { and, eq, inArray, or } from 'drizzle-orm';
import { apiKeyQuotaLimit, memberQuotaLimit, quotaLimit } from './quota-tables.ts';
import { membership } from './tables.ts';

/** A person in a workspace. */
interface MemberSubject {
  readonly workspaceId: string;
  readonly personId: string;
}

/** An API key, of a person in a workspace. */
interface KeySubject extends MemberSubject {
  readonly apiKeyId: string;
}

/** Whose limit it is: a person's everywhere, what a workspace's members share, a member's, or a key's. */
export type QuotaSubject =
  | { readonly personId: string }
  | { readonly workspaceId: string }
  | MemberSubject
  | KeySubject;

/** Limits that were set instead of the defaults. */
export interface QuotaLimitsStore {
  /**
   * Those of a person, of workspaces, of the person in these, and of a key of theirs; undefined where there are none.
   *
   * @param apiKeyId a key of one of the workspaces
   */
  overridesOf(
    personId: string | undefined,
    workspaceIds: readonly string[],
    apiKeyId?: string,
  ): Promise<QuotaOverrides | undefined>;
  /** Sets a limit, or takes it back; the gateways hear of it. */
  set(record: {
    subject: QuotaSubject;
    kind: QuotaKind;
    limit: number | null;
    actorId: string;
  }): Promise<void>;
}

type Limits = Partial<Record<QuotaKind, number>>;

export function createQuotaLimitsStore(database: Database, outbox: Outbox): QuotaLimitsStore {
  return {
    async overridesOf(personId, workspaceIds, apiKeyId) {
      const scope = { workspaceIds, ...(personId === undefined ? {} : { personId }) };
      return withinTenants(database, scope).run(async (transaction) => {
        const rows = await transaction
          .select()
          .from(quotaLimit)
          .where(
            or(
              personId === undefined ? undefined : eq(quotaLimit.personId, personId),
              inArray(quotaLimit.workspaceId, [...workspaceIds]),
            ),
          );
        const ofMember =
          personId === undefined
            ? []
            : await transaction
                .select()
                .from(memberQuotaLimit)
                .where(
                  and(
                    eq(memberQuotaLimit.personId, personId),
                    inArray(memberQuotaLimit.workspaceId, [...workspaceIds]),
                  ),
                );
        const ofKey =
          apiKeyId === undefined || !isId(apiKeyId)
            ? []
            : await transaction
                .select()
                .from(apiKeyQuotaLimit)
                .where(eq(apiKeyQuotaLimit.apiKeyId, apiKeyId));
        if (rows.length + ofMember.length + ofKey.length === 0) return undefined;
        const ofWorkspaces = rows.flatMap(({ workspaceId, ...row }) =>
          workspaceId === null ? [] : [{ workspaceId, ...row }],
        );
        return {
          person: limitsIn(rows.filter(({ workspaceId }) => workspaceId === null)),
          workspaces: byWorkspace(ofWorkspaces),
          ...(ofMember.length > 0 ? { members: byWorkspace(ofMember) } : {}),
          ...(ofKey.length > 0 ? { key: limitsIn(ofKey) } : {}),
        };
      });
    },

    set: ({ subject, kind, limit, actorId }) =>
      withinTenants(database, scopeOfSubject(subject)).run(async (transaction) => {
        if (limit === null) await remove(transaction, subject, kind);
        else await put(transaction, subject, { kind, limit, setBy: actorId });
        for (const notice of await noticesOf(transaction, subject))
          await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent(notice));
      }),
  };
}

function limitsIn(rows: readonly { readonly kind: QuotaKind; readonly limit: number }[]): Limits {
  return Object.fromEntries(rows.map(({ kind, limit }) => [kind, limit]));
}

function byWorkspace(
  rows: readonly { readonly workspaceId: string; readonly kind: QuotaKind; readonly limit: number }[],
): Record<string, Limits> {
  const limits: Record<string, Limits> = {};
  for (const { workspaceId, kind, limit } of rows)
    limits[workspaceId] = { ...limits[workspaceId], [kind]: limit };
  return limits;
}

function scopeOfSubject(subject: QuotaSubject): TenantScope {
  return 'workspaceId' in subject
    ? { workspaceIds: [subject.workspaceId] }
    : { workspaceIds: [], personId: subject.personId };
}

/** What is set, and by whom. */
interface Setting {
  readonly kind: QuotaKind;
  readonly limit: number;
  readonly setBy: string;
}

async function put(transaction: Transaction, subject: QuotaSubject, setting: Setting): Promise<void> {
  const { limit, setBy } = setting;
  const set = { limit, setBy, setAt: new Date() };
  if (isOfKey(subject)) {
    const { apiKeyId, workspaceId } = subject;
    const target = [apiKeyQuotaLimit.apiKeyId, apiKeyQuotaLimit.kind];
    await transaction
      .insert(apiKeyQuotaLimit)
      .values({ apiKeyId, workspaceId, ...setting })
      .onConflictDoUpdate({ target, set });
  } else if (isOfMember(subject)) {
    const target = [memberQuotaLimit.workspaceId, memberQuotaLimit.personId, memberQuotaLimit.kind];
    await transaction
      .insert(memberQuotaLimit)
      .values({ ...subject, ...setting })
      .onConflictDoUpdate({ target, set });
  } else {
    const owner = 'personId' in subject ? quotaLimit.personId : quotaLimit.workspaceId;
    await transaction
      .insert(quotaLimit)
      .values({ id: newId(), ...subject, ...setting })
      .onConflictDoUpdate({ target: [owner, quotaLimit.kind], set });
  }
}

async function remove(transaction: Transaction, subject: QuotaSubject, kind: QuotaKind): Promise<void> {
  if (isOfKey(subject)) {
    const { apiKeyId, kind: kindColumn } = apiKeyQuotaLimit;
    await transaction
      .delete(apiKeyQuotaLimit)
      .where(and(eq(apiKeyId, subject.apiKeyId), eq(kindColumn, kind)));
  } else if (isOfMember(subject)) {
    const { workspaceId, personId, kind: kindColumn } = memberQuotaLimit;
    const ofMember = and(eq(workspaceId, subject.workspaceId), eq(personId, subject.personId));
    await transaction.delete(memberQuotaLimit).where(and(ofMember, eq(kindColumn, kind)));
  } else {
    const ofSubject =
      'personId' in subject
        ? eq(quotaLimit.personId, subject.personId)
        : eq(quotaLimit.workspaceId, subject.workspaceId);
    await transaction.delete(quotaLimit).where(and(ofSubject, eq(quotaLimit.kind, kind)));
  }
}

const isOfKey = (subject: QuotaSubject): subject is KeySubject => 'apiKeyId' in subject;
const isOfMember = (subject: QuotaSubject): subject is MemberSubject =>
  !isOfKey(subject) && 'workspaceId' in subject && 'personId' in subject;

/** Whose authority is to be asked about anew. */
async function noticesOf(transaction: Transaction, subject: QuotaSubject): Promise<AuthorityNotice[]> {
  if (isOfKey(subject)) return [{ what: 'key', personId: subject.personId, id: subject.apiKeyId }];
  if ('personId' in subject) return [{ what: 'roles', personId: subject.personId }];
  const members = await transaction
    .select({ personId: membership.personId })
    .from(membership)
    .where(eq(membership.workspaceId, subject.workspaceId));
  return members.map(({ personId }) => ({ what: 'roles', personId }));
}
