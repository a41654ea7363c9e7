import { requirePerson } from '@codexcontinue/platform/callers';
import type { QueryResolvers } from '../__generated__/resolvers-types.ts';
import { findConversation, findDocument, findSavedOperation } from './access.ts';
import { savedOperations } from './saved-operation.ts';

export const Query: QueryResolvers = {
  conversation: async (_parent, { id }, context) => {
    requirePerson(context.caller);
    return (await findConversation(context, id)) ?? null;
  },
  document: async (_parent, { id }, context) => {
    requirePerson(context.caller);
    return (await findDocument(context, id)) ?? null;
  },
  savedOperation: async (_parent, { id }, context) => {
    requirePerson(context.caller);
    return (await findSavedOperation(context, id)) ?? null;
  },
  savedOperations,
};
