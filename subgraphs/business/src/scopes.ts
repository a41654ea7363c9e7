import { ANY_KEY, type ScopeTable } from '@codexcontinue/platform/key-scopes';

/** What API keys may reach here. Saved operations are a person's own, beyond any workspace. */
export const scopes: ScopeTable = {
  'Query.conversation': 'conversations:read',
  'Query.document': 'documents:read',
  'Mutation.createConversation': 'conversations:write',
  'Mutation.sendMessage': 'conversations:write',
  'Mutation.createUpload': 'documents:write',
  'Mutation.completeUpload': 'documents:write',
  'Mutation.deleteDocument': 'documents:write',
  Conversation: 'conversations:read',
  Message: 'conversations:read',
  Document: 'documents:read',
  Workspace: ANY_KEY,
  'Workspace.conversations': 'conversations:read',
  'Workspace.documents': 'documents:read',
};
