import type { HardeningCheck } from '@codexcontinue/platform/hardening-checks';
import type { RequestContext } from '@codexcontinue/platform/subgraph-server';
import type { ExportAddresses } from './audit/audit-export.ts';
import type { ApiKeysStore } from './data/api-keys-store.ts';
import type { AuditStore } from './data/audit-store.ts';
import type { EgressStore } from './data/egress-store.ts';
import type { InstanceStore } from './data/instance-store.ts';
import type { InvitationsStore } from './data/invitations-store.ts';
import type { PasskeysStore } from './data/passkeys-store.ts';
import type { PeopleStore } from './data/people-store.ts';
import type { QuotaLimitsStore } from './data/quota-limits-store.ts';
import type { SecondFactorDuty } from './data/second-factor-duty.ts';
import type { SessionsStore } from './data/sessions-store.ts';
import type { WorkspacesStore } from './data/workspaces-store.ts';
import type { Identity } from './identity/identity.ts';
import type { KeyRing } from './key-ring.ts';
import type { QuotaBook } from './quota-book.ts';
import type { SessionIssuer } from './session-issuer.ts';

/** What auth's resolvers work with. */
export interface Context extends RequestContext {
  readonly people: PeopleStore;
  readonly sessions: SessionsStore;
  readonly workspaces: WorkspacesStore;
  readonly apiKeys: ApiKeysStore;
  readonly instance: InstanceStore;
  readonly quotas: QuotaBook;
  readonly quotaLimits: QuotaLimitsStore;
  readonly secondFactorDuty: SecondFactorDuty;
  /** After so long without use sessions end; undefined where they do not. */
  readonly idleSeconds: number | undefined;
  readonly keyRing: KeyRing;
  readonly passkeysStore: PasskeysStore;
  readonly invitationsStore: InvitationsStore;
  /** As far as the caller's workspaces go. */
  readonly auditLog: AuditStore;
  /** Of everybody: for instance administrators. */
  readonly wholeAuditLog: AuditStore;
  /** What was called outside: for administrators and auditors of the instance. */
  readonly egressStore: EgressStore;
  readonly exportAddresses: ExportAddresses;
  readonly sessionIssuer: SessionIssuer;
  readonly identity: Identity;
  /** The domain packs that are enabled. */
  readonly packs: readonly string[];
  /** Who signed in with this very request, by id: its caller was told before. */
  readonly signedInNow: Set<string>;
  /** Tries this subgraph's part of the strict profile. */
  checkHardening(): Promise<HardeningCheck[]>;
  setCookie(cookie: string): void;
}
