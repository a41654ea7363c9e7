import { roleIn } from '@codexcontinue/platform/callers';
import {
  type Connection,
  type PageRequest,
  readPageRequest,
  toConnection,
} from '@codexcontinue/platform/connections';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import { isIdKey, isTimedKey } from '@codexcontinue/platform/page-keys';
import type { WorkspaceResolvers } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { ConversationKey } from '../data/conversations-store.ts';
import { maySee } from './access.ts';

/**
 * An auditor is told that this is not theirs to read. To anybody else the workspace is empty: it does not exist for
 * them, or this very request has made it, so that it is not among their roles yet.
 */
function nothingToSee<Key>(context: Context, id: string, request: PageRequest<Key>): Connection<never> {
  if (roleIn(context.caller, id)) forbidden('Your role in this workspace does not read its content.');
  return toConnection<never, Key>([], request, (row) => row);
}

export const Workspace: WorkspaceResolvers = {
  __resolveReference: ({ id }) => (isId(id) ? { id } : null),
  conversations: async ({ id }, args, context) => {
    const request = readPageRequest(args, isTimedKey);
    if (!maySee(context, id)) return nothingToSee(context, id, request);
    return toConnection(
      await context.conversations.page(id, request),
      request,
      (row): ConversationKey => [row.updatedAt.toISOString(), row.id],
    );
  },
  documents: async ({ id }, args, context) => {
    const request = readPageRequest(args, isIdKey);
    if (!maySee(context, id)) return nothingToSee(context, id, request);
    return toConnection(await context.documents.page(id, request), request, (row) => row.id);
  },
};
