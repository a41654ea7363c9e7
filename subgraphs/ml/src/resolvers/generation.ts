import type { CitationResolvers, GenerationResolvers } from '../__generated__/resolvers-types.ts';
import { hasEnded } from '../domain/generation.ts';

export const Generation: GenerationResolvers = {
  async __resolveReference({ id }, { caller, generations }) {
    return (await generations.find(caller, id)) ?? null;
  },
  conversation: ({ conversationId }) => ({ __typename: 'Conversation', id: conversationId }),
  // What is known before is for who ends it.
  usage: (generation) => (hasEnded(generation) ? generation.usage : null),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  startedAt: ({ startedAt }) => startedAt?.toISOString() ?? null,
  finishedAt: ({ finishedAt }) => finishedAt?.toISOString() ?? null,
};

export const Citation: CitationResolvers = {
  document: ({ documentId }) => ({ __typename: 'Document', id: documentId }),
};
