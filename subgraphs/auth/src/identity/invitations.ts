import type { InvitationRecord, InvitationsStore } from '../data/invitations-store.ts';
import type { PersonRecord } from '../data/people-store.ts';
import type { MembershipRecord, WorkspaceRecord, WorkspacesStore } from '../data/workspaces-store.ts';
import type { WorkspaceRole } from '../domain/roles.ts';
import { hashSessionToken, newSessionToken } from '../domain/tokens.ts';
import type { MailDelivery } from '../mail/mail-delivery.ts';
import type { Mails } from '../mail/mails.ts';

const INVITATION_SECONDS = 7 * 24 * 60 * 60;

/** How accepting an invitation ended. */
export type Acceptance =
  | { readonly kind: 'joined'; readonly workspace: WorkspaceRecord; readonly member: MembershipRecord }
  | { readonly kind: 'token' | 'another address' | 'address not verified' | 'member already' };

/** Asks people by mail to join a workspace. Who may do that is decided before. */
export interface Invitations {
  /** Sends the mail after the answer. @param invited.email in one spelling */
  invite(
    inviter: PersonRecord,
    workspace: WorkspaceRecord,
    invited: { email: string; role: WorkspaceRole },
  ): Promise<InvitationRecord>;
  /** For the person whose address it went to, and who has shown that it is theirs. */
  accept(person: PersonRecord, token: string): Promise<Acceptance>;
}

export function createInvitations(parts: {
  readonly store: InvitationsStore;
  readonly workspaces: WorkspacesStore;
  readonly delivery: MailDelivery;
  readonly mails: Mails;
}): Invitations {
  const { store, workspaces, delivery, mails } = parts;
  return {
    async invite(inviter, workspace, { email, role }) {
      const token = newSessionToken();
      const created = await store.create({
        workspaceId: workspace.id,
        email,
        role,
        tokenHash: hashSessionToken(token),
        invitedBy: inviter.id,
        expiresAt: new Date(Date.now() + INVITATION_SECONDS * 1_000),
      });
      delivery.later(async () =>
        mails.invitation(email, { token, workspace: workspace.name, inviter: inviter.name }),
      );
      return created;
    },

    async accept(person, token) {
      const invitation = await store.findByTokenHash(hashSessionToken(token));
      const workspace = invitation && (await workspaces.findById(invitation.workspaceId));
      if (!workspace) return { kind: 'token' };
      if (invitation.email !== person.email) return { kind: 'another address' };
      if (!person.emailVerified) return { kind: 'address not verified' };
      const { workspaceId, role, invitedBy } = invitation;
      return (
        (await store.accept(invitation.id, async (transaction): Promise<Acceptance> => {
          const joining = { workspaceId, personId: person.id, role, actorId: invitedBy ?? person.id };
          const member = await workspaces.addMember(joining, transaction);
          return member ? { kind: 'joined', workspace, member } : { kind: 'member already' };
        })) ?? { kind: 'token' }
      );
    },
  };
}
