import {
  mayManage,
  mayRead,
  mayWrite,
  type Person,
  requirePerson,
  roleIn,
} from '@codexcontinue/platform/callers';
import { forbidden, RuleError } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type { Context } from '../context.ts';
import type { ConversationRecord } from '../data/conversations-store.ts';
import type { DocumentRecord } from '../data/documents-store.ts';
import type { SavedOperationRecord } from '../data/saved-operations-store.ts';

/** Whether the caller may read what belongs to a workspace. */
export function maySee(context: Context, workspaceId: string): boolean {
  return mayRead(roleIn(context.caller, workspaceId));
}

/**
 * The person, if they may change things in a workspace. Somebody else's workspace is answered like one that does not
 * exist.
 *
 * @throws RuleError NOT_FOUND for no member, FORBIDDEN for a member who only reads
 */
export function requireWriter(context: Context, workspaceId: string): Person {
  const person = requirePerson(context.caller);
  const role = roleIn(person, workspaceId);
  if (!role) throw new RuleError('NOT_FOUND', 'There is no such workspace among yours.');
  if (!mayWrite(role)) forbidden('Your role in this workspace lets you read, not change.');
  return person;
}

/** A conversation the caller may read. */
export async function findConversation(
  context: Context,
  id: string,
): Promise<ConversationRecord | undefined> {
  const found = isId(id) ? await context.conversations.findById(id) : undefined;
  return found && maySee(context, found.workspaceId) ? found : undefined;
}

/** A document the caller may read. */
export async function findDocument(context: Context, id: string): Promise<DocumentRecord | undefined> {
  const found = isId(id) ? await context.documents.findById(id) : undefined;
  return found && maySee(context, found.workspaceId) ? found : undefined;
}

/** A saved operation the caller may read: their own, or one shared in a workspace they have any role in. */
export async function findSavedOperation(
  context: Context,
  id: string,
): Promise<SavedOperationRecord | undefined> {
  const { caller } = context;
  if (caller.kind !== 'person') return undefined;
  const found = isId(id) ? await context.savedOperations.findById(id) : undefined;
  if (!found) return undefined;
  const { workspaceId, createdBy } = found;
  const visible = workspaceId === null ? createdBy === caller.personId : roleIn(caller, workspaceId);
  return visible ? found : undefined;
}

/** Whether the caller may change a saved operation they may read. */
export function mayChangeOperation(
  { caller }: Context,
  { workspaceId, createdBy }: SavedOperationRecord,
): boolean {
  const isAuthor = caller.kind === 'person' && caller.personId === createdBy;
  if (workspaceId === null) return isAuthor;
  const role = roleIn(caller, workspaceId);
  return mayManage(role) || (isAuthor && mayWrite(role));
}
