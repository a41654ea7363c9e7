import { requirePerson } from '@codexcontinue/platform/callers';
import type { QueryResolvers } from '../__generated__/resolvers-types.ts';
import { findConversation, findDocument } from './access.ts';

export const Query: QueryResolvers = {
  conversation: async (_parent, { id }, context) => {
    requirePerson(context.caller);
    return (await findConversation(context, id)) ?? null;
  },
  document: async (_parent, { id }, context) => {
    requirePerson(context.caller);
    return (await findDocument(context, id)) ?? null;
  },
};
