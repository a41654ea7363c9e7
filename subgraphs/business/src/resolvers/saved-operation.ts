import { requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { RuleError } from '@codexcontinue/platform/errors';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type { QueryResolvers, SavedOperationResolvers } from '../__generated__/resolvers-types.ts';
import { MAXIMUM_SEARCH_LENGTH } from '../domain/saved-operations.ts';
import { storableText } from '../domain/text.ts';
import { findSavedOperation, mayChangeOperation } from './access.ts';

export const savedOperations: NonNullable<QueryResolvers['savedOperations']> = async (
  _parent,
  args,
  context,
) => {
  const workspaceId = args.workspaceId ?? null;
  const { personId, workspaceRoles } = requirePerson(context.caller);
  if (workspaceId !== null && !roleIn(context.caller, workspaceId)) {
    throw new RuleError('NOT_FOUND', 'There is no such workspace among yours.');
  }
  const search = storableText(args.search ?? '').trim();
  if (search.length > MAXIMUM_SEARCH_LENGTH) {
    throw new RuleError('BAD_USER_INPUT', `Search for at most ${MAXIMUM_SEARCH_LENGTH} characters.`);
  }
  const request = readPageRequest(args, isIdKey);
  const filter = {
    personId,
    workspaceIds: workspaceId === null ? Object.keys(workspaceRoles) : [workspaceId],
    mine: args.mine ?? false,
    sharedOnly: workspaceId !== null,
    search,
  };
  return toConnection(await context.savedOperations.page(filter, request), request, (row) => row.id);
};

export const SavedOperation: SavedOperationResolvers = {
  __resolveReference: async ({ id }, context) => (await findSavedOperation(context, id)) ?? null,
  shared: ({ workspaceId }) => workspaceId !== null,
  workspace: ({ workspaceId }) => (workspaceId ? { id: workspaceId } : null),
  createdBy: ({ createdBy }) => ({ id: createdBy }),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
  mayChange: (operation, _arguments, context) => mayChangeOperation(context, operation),
};
