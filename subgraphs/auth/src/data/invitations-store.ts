import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { WorkspaceRole } from '../domain/roles.ts';
import { invitation } from './credential-tables.ts';

/** An invitation as stored. */
export type InvitationRecord = typeof invitation.$inferSelect;

/** Invitations to workspaces. One that is accepted, revoked or expired is none any more. */
export interface InvitationsStore {
  /** Takes the place of an earlier one for the same address. */
  create(record: {
    workspaceId: string;
    email: string;
    role: WorkspaceRole;
    tokenHash: string;
    invitedBy: string;
    expiresAt: Date;
  }): Promise<InvitationRecord>;
  /** Newest first; the key of a row is its id. */
  page(workspaceId: string, request: PageRequest<string>): Promise<InvitationRecord[]>;
  findByTokenHash(tokenHash: string): Promise<InvitationRecord | undefined>;
  /** Answers the invitation that is none any more, or undefined when there was none in that workspace. */
  revoke(workspaceId: string, id: string): Promise<InvitationRecord | undefined>;
  /** Answers whether it was the first. What follows from it happens in the same transaction, or neither does. */
  accept<Outcome>(
    id: string,
    follow: (transaction: Transaction) => Promise<Outcome>,
  ): Promise<Outcome | undefined>;
}

export function createInvitationsStore(tenants: TenantDatabase): InvitationsStore {
  const open = and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt));
  const good = and(open, gt(invitation.expiresAt, sql`now()`));
  return {
    create: (record) =>
      tenants.run(async (transaction) => {
        await transaction
          .update(invitation)
          .set({ revokedAt: sql`now()` })
          .where(
            and(eq(invitation.workspaceId, record.workspaceId), eq(invitation.email, record.email), open),
          );
        const [created] = await transaction
          .insert(invitation)
          .values({ id: newId(), ...record })
          .returning();
        if (!created) throw new Error('An invitation was not stored.');
        return created;
      }),
    async page(workspaceId, { from, limit }) {
      return tenants.run((transaction) =>
        transaction
          .select()
          .from(invitation)
          .where(
            and(eq(invitation.workspaceId, workspaceId), good, from ? lt(invitation.id, from) : undefined),
          )
          .orderBy(desc(invitation.id))
          .limit(limit + 1),
      );
    },
    async findByTokenHash(tokenHash) {
      const [found] = await tenants.run((transaction) =>
        transaction
          .select()
          .from(invitation)
          .where(and(eq(invitation.tokenHash, tokenHash), good)),
      );
      return found;
    },
    async revoke(workspaceId, id) {
      const [revoked] = await tenants.run((transaction) =>
        transaction
          .update(invitation)
          .set({ revokedAt: sql`now()` })
          .where(and(eq(invitation.id, id), eq(invitation.workspaceId, workspaceId), good))
          .returning(),
      );
      return revoked;
    },
    accept: (id, follow) =>
      tenants.run(async (transaction) => {
        const accepted = await transaction
          .update(invitation)
          .set({ acceptedAt: sql`now()` })
          .where(and(eq(invitation.id, id), good))
          .returning({ id: invitation.id });
        return accepted.length > 0 ? follow(transaction) : undefined;
      }),
  };
}
