import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import { withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import type { QuotaKind, QuotaOverrides } from '@codexcontinue/platform/quotas/quota-kinds';
import { and, eq, inArray, or } from 'drizzle-orm';
import { quotaLimit } from './quota-tables.ts';
import { membership } from './tables.ts';

/** Whose limit it is. */
export type QuotaSubject = { readonly personId: string } | { readonly workspaceId: string };

/** Limits that were set instead of the defaults. */
export interface QuotaLimitsStore {
  /** Those of a person and of workspaces; undefined where there are none. */
  overridesOf(
    personId: string | undefined,
    workspaceIds: readonly string[],
  ): Promise<QuotaOverrides | undefined>;
  /** Sets a limit, or takes it back; the gateways hear of it. */
  set(record: {
    subject: QuotaSubject;
    kind: QuotaKind;
    limit: number | null;
    actorId: string;
  }): Promise<void>;
}

export function createQuotaLimitsStore(database: Database, outbox: Outbox): QuotaLimitsStore {
  const scopeOf = (subject: QuotaSubject) =>
    'personId' in subject
      ? { workspaceIds: [], personId: subject.personId }
      : { workspaceIds: [subject.workspaceId] };

  return {
    async overridesOf(personId, workspaceIds) {
      const scope = { workspaceIds, ...(personId === undefined ? {} : { personId }) };
      const rows = await withinTenants(database, scope).run((transaction) =>
        transaction
          .select()
          .from(quotaLimit)
          .where(
            or(
              personId === undefined ? undefined : eq(quotaLimit.personId, personId),
              inArray(quotaLimit.workspaceId, [...workspaceIds]),
            ),
          ),
      );
      if (rows.length === 0) return undefined;
      const person: Partial<Record<QuotaKind, number>> = {};
      const workspaces: Record<string, Partial<Record<QuotaKind, number>>> = {};
      for (const { workspaceId, kind, limit } of rows) {
        if (workspaceId === null) person[kind] = limit;
        else workspaces[workspaceId] = { ...workspaces[workspaceId], [kind]: limit };
      }
      return { person, workspaces };
    },

    set: ({ subject, kind, limit, actorId }) =>
      withinTenants(database, scopeOf(subject)).run(async (transaction) => {
        const ofSubject =
          'personId' in subject
            ? eq(quotaLimit.personId, subject.personId)
            : eq(quotaLimit.workspaceId, subject.workspaceId);
        if (limit === null) {
          await transaction.delete(quotaLimit).where(and(ofSubject, eq(quotaLimit.kind, kind)));
        } else {
          await transaction
            .insert(quotaLimit)
            .values({ id: newId(), ...subject, kind, limit, setBy: actorId })
            .onConflictDoUpdate({
              target: ['personId' in subject ? quotaLimit.personId : quotaLimit.workspaceId, quotaLimit.kind],
              set: { limit, setBy: actorId, setAt: new Date() },
            });
        }
        const concerned =
          'personId' in subject
            ? [subject]
            : await transaction
                .select({ personId: membership.personId })
                .from(membership)
                .where(eq(membership.workspaceId, subject.workspaceId));
        for (const { personId } of concerned)
          await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId }));
      }),
  };
}
