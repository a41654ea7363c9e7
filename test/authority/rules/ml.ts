import {
  byId,
  MANAGERS_OF_ANY,
  mutation,
  READERS,
  READERS_ONLY,
  type Rule,
  SIGNED_IN,
  WRITERS,
} from './rule.ts';

/** Of ml. */
export const ML_RULES: Readonly<Record<string, Rule>> = {
  'Query.modelService': {
    document: '{ result: modelService { __typename } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Query.generation': {
    document: byId('generation'),
    variables: ({ generationId }) => ({ id: generationId }),
    outcomes: READERS,
  },
  'Query.generationStream': {
    document: 'query ($id: ID!) { result: generationStream(generationId: $id) { lastSequence } }',
    variables: ({ generationId }) => ({ id: generationId }),
    outcomes: READERS,
  },
  'Query.search': {
    document: 'query ($id: ID!) { result: search(workspaceId: $id, query: "pumps") { edges { score } } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: READERS_ONLY,
  },
  'Query.indexHardening': {
    document: '{ result: indexHardening { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: MANAGERS_OF_ANY,
  },
  'Mutation.stopGeneration': {
    ...mutation('stopGeneration', 'StopGenerationInput', 'GenerationAlreadyEnded'),
    variables: ({ generationId }) => ({ input: { generationId } }),
    outcomes: WRITERS,
  },
  'Subscription.generationEvents': {
    document: 'subscription ($id: ID!) { result: generationEvents(generationId: $id) { kind } }',
    variables: ({ generationId }) => ({ id: generationId }),
    outcomes: READERS,
  },
};
