import { type Change, ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';

/** A change that can break a client of the published contract. */
export interface BreakingChange {
  /** A sentence. */
  readonly message: string;
  /** What a client must use to be broken by it; undefined: anything at all. */
  readonly coordinate: string | undefined;
}

/** These break whoever gives the type, not whoever uses the field. */
const OF_THE_WHOLE_INPUT: readonly string[] = [ChangeType.InputFieldAdded, ChangeType.InputFieldTypeChanged];

export async function findBreakingChanges(
  published: GraphQLSchema,
  current: GraphQLSchema,
): Promise<BreakingChange[]> {
  const changes = await diff(published, current);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map((change) => ({ message: change.message, coordinate: coordinateOf(change, published) }));
}

function coordinateOf({ type, path = '' }: Change, published: GraphQLSchema): string | undefined {
  const [typeName = '', member, argument] = path.split('.');
  if (!published.getType(typeName)) return undefined;
  if (member === undefined || OF_THE_WHOLE_INPUT.includes(type)) return typeName;
  // An argument that is required now breaks those who do not give it.
  const isGone = type === ChangeType.FieldArgumentRemoved;
  return `${typeName}.${member}${isGone ? `(${argument}:)` : ''}`;
}
