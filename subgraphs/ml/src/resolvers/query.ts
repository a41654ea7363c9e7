import { mayRead, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { forbidden, RuleError } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type { QueryResolvers } from '../__generated__/resolvers-types.ts';

const MOST_PASSAGES = 50;
const LONGEST_QUERY = 2_000;

export const Query: QueryResolvers = {
  async generation(_parent, { id }, { caller, generations }) {
    return (await generations.find(requirePerson(caller), id)) ?? null;
  },
  async generationStream(_parent, { generationId }, { caller, generations }) {
    const lastSequence = await generations.openStream(requirePerson(caller), generationId);
    return lastSequence === undefined ? null : { generationId, lastSequence };
  },
  async search(_parent, { workspaceId, query, first }, { caller, search, audit }) {
    const role = roleIn(requirePerson(caller), workspaceId);
    if (role === undefined || !isId(workspaceId)) {
      throw new RuleError('NOT_FOUND', 'There is no such workspace among yours.');
    }
    if (!mayRead(role)) forbidden('Your role in this workspace does not let you read documents.');
    const limit = first ?? 10;
    if (limit < 1 || limit > MOST_PASSAGES) {
      throw new RuleError('BAD_USER_INPUT', `Ask for 1 to ${MOST_PASSAGES} passages (first).`);
    }
    if (query.length > LONGEST_QUERY) {
      throw new RuleError('BAD_USER_INPUT', `Search with at most ${LONGEST_QUERY} characters (query).`);
    }
    // One more than asked for tells whether more follow.
    const hits = await search.search(workspaceId, query, limit + 1);
    await audit.noteRead({
      action: 'documents.searched',
      workspaceId,
      targetType: 'Workspace',
      targetId: workspaceId,
      details: { documents: [...new Set(hits.slice(0, limit).map(({ passage }) => passage.documentId))] },
    });
    const edges = hits
      .slice(0, limit)
      .map(({ passage, score }) => ({ cursor: passage.id, score, node: passage }));
    return {
      edges,
      pageInfo: {
        hasNextPage: hits.length > limit,
        hasPreviousPage: false,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  },
  modelService(_parent, _arguments, { caller, engines }) {
    requirePerson(caller);
    return engines.describe();
  },
};
