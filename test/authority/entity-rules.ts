import type { Outcome } from './outcome.ts';
import { CALLERS, type CallerName, type Tenant } from './world.ts';

/** Who gets an entity by its key from the subgraph that resolves it, as other subgraphs refer to it. */
export interface EntityRule {
  readonly id: (tenant: Tenant) => string;
  readonly granted: readonly CallerName[];
  /** Fields that have no value in this world, for anybody: they prove nothing. */
  readonly absent?: readonly string[];
  /** Fields that are not for everybody who gets the entity: what they come to, by who asks. */
  readonly fields?: Readonly<Record<string, Readonly<Partial<Record<CallerName, Outcome>>>>>;
}

const MEMBERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;
const READERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const;
const SIGNED_IN = [...MEMBERS, 'STRANGER'] as const;
/** What others know exists stands for itself; its fields are somebody's. */
const NOT_FOR_AUDITORS = { AUDITOR: 'forbidden' } as const;

const NOBODY_BUT_ONESELF = {
  ADMIN: 'empty',
  MEMBER: 'empty',
  VIEWER: 'empty',
  AUDITOR: 'empty',
  STRANGER: 'empty',
} as const;

/** A rule for every entity that a subgraph resolves, by subgraph and type. */
export const ENTITY_RULES: Readonly<Record<string, EntityRule>> = {
  'auth.User': {
    id: ({ owner }) => owner.personId,
    granted: SIGNED_IN,
    // A name is shown wherever somebody is named; an address only to who shares a workspace.
    // Sessions and what one administers are one's own to see: here the owner is asked for, who administers the instance.
    fields: {
      email: { STRANGER: 'empty' },
      sessions: NOBODY_BUT_ONESELF,
      isInstanceAdmin: NOBODY_BUT_ONESELF,
      isDisabled: NOBODY_BUT_ONESELF,
      isInstanceAuditor: NOBODY_BUT_ONESELF,
      quotas: NOBODY_BUT_ONESELF,
    },
  },
  'auth.Workspace': {
    id: ({ workspaceId }) => workspaceId,
    granted: MEMBERS,
    absent: ['domain'],
    fields: {
      invitations: { MEMBER: 'forbidden', VIEWER: 'forbidden', AUDITOR: 'forbidden' },
      auditEvents: { ADMIN: 'forbidden', MEMBER: 'forbidden', VIEWER: 'forbidden' },
    },
  },
  'business.Workspace': {
    id: ({ workspaceId }) => workspaceId,
    granted: CALLERS,
    fields: { conversations: NOT_FOR_AUDITORS, documents: NOT_FOR_AUDITORS },
  },
  'business.Conversation': {
    id: ({ conversationId }) => conversationId,
    granted: READERS,
    absent: ['model'],
  },
  // A question: its answer's generation is the answer's.
  'business.Message': { id: ({ messageId }) => messageId, granted: READERS, absent: ['generation'] },
  'business.Document': { id: ({ documentId }) => documentId, granted: READERS, absent: ['failure'] },
  'business.SavedOperation': { id: ({ savedOperationId }) => savedOperationId, granted: MEMBERS },
  'ml.Document': {
    id: ({ documentId }) => documentId,
    granted: SIGNED_IN,
    fields: { text: { AUDITOR: 'empty', STRANGER: 'empty' } },
  },
  'ml.Passage': { id: ({ passageId }) => passageId, granted: READERS, absent: ['page'] },
  'ml.Generation': { id: ({ generationId }) => generationId, granted: READERS, absent: ['failure'] },
};
