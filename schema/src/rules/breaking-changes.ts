import { CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';

/** Every change that can break a client of the published contract, a sentence each. */
export async function findBreakingChanges(
  published: GraphQLSchema,
  current: GraphQLSchema,
): Promise<string[]> {
  const changes = await diff(published, current);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => `breaks clients of the published schema: ${message}`);
}
