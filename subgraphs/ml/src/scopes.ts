import type { ScopeTable } from '@codexcontinue/platform/key-scopes';

/** What API keys may reach here. An answer belongs to its conversation. */
export const scopes: ScopeTable = {
  'Query.generation': 'conversations:read',
  'Query.generationStream': 'conversations:read',
  'Query.search': 'documents:read',
  'Query.modelService': 'models:read',
  'Mutation.stopGeneration': 'conversations:write',
  Generation: 'conversations:read',
  Document: 'documents:read',
  Passage: 'documents:read',
};
