import { type Actor, saveOperation, uploadNote } from '../world.ts';
import {
  ANY_MEMBER,
  byId,
  MANAGERS,
  MANAGERS_OF_ANY,
  mutation,
  outcomes,
  READERS,
  type Rule,
  WRITERS,
  WRITERS_OF_FOUND,
} from './rule.ts';

/** Of business. */
export const BUSINESS_RULES: Readonly<Record<string, Rule>> = {
  'Query.storageHardening': {
    document: '{ result: storageHardening { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: MANAGERS_OF_ANY,
  },
  'Query.conversation': {
    document: byId('conversation'),
    variables: ({ conversationId }) => ({ id: conversationId }),
    outcomes: READERS,
  },
  'Query.document': {
    document: byId('document'),
    variables: ({ documentId }) => ({ id: documentId }),
    outcomes: READERS,
  },
  'Query.savedOperation': {
    document: byId('savedOperation'),
    variables: ({ savedOperationId }) => ({ id: savedOperationId }),
    outcomes: ANY_MEMBER,
  },
  'Query.savedOperations': {
    document: 'query ($id: ID) { result: savedOperations(workspaceId: $id) { edges { node { id } } } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: ANY_MEMBER,
  },
  'Mutation.createUpload': {
    ...mutation('createUpload', 'CreateUploadInput', 'UploadCreated'),
    variables: ({ workspaceId }) => ({
      input: { workspaceId, filename: 'a.txt', contentType: 'text/plain', size: 1 },
    }),
    outcomes: WRITERS,
  },
  'Mutation.completeUpload': {
    ...mutation('completeUpload', 'CompleteUploadInput', 'UploadIncomplete'),
    // Of whoever announced it, and of nobody else, whatever their role.
    variables: async ({ workspaceId, owner }) => ({
      input: { uploadId: await announceUpload(owner, workspaceId) },
    }),
    outcomes: outcomes(['OWNER'], {
      ADMIN: 'nothing',
      MEMBER: 'nothing',
      VIEWER: 'nothing',
      AUDITOR: 'nothing',
      STRANGER: 'nothing',
    }),
  },
  'Mutation.deleteDocument': {
    ...mutation('deleteDocument', 'DeleteDocumentInput', 'DocumentDeleted'),
    variables: async ({ workspaceId, owner }) => ({
      input: { documentId: await uploadNote(owner.client, workspaceId) },
    }),
    outcomes: WRITERS_OF_FOUND,
  },
  'Mutation.createConversation': {
    ...mutation('createConversation', 'CreateConversationInput', 'ConversationCreated'),
    variables: ({ workspaceId }) => ({ input: { workspaceId } }),
    outcomes: WRITERS,
  },
  'Mutation.sendMessage': {
    ...mutation('sendMessage', 'SendMessageInput', 'MessageSent'),
    variables: async ({ workspaceId, owner }) => ({
      input: { conversationId: await owner.client.createConversation(workspaceId), content: 'Why?' },
    }),
    outcomes: WRITERS_OF_FOUND,
  },
  'Mutation.saveOperation': {
    ...mutation('saveOperation', 'SaveOperationInput', 'OperationSaved'),
    variables: ({ workspaceId }) => ({ input: { workspaceId, name: 'Me', document: '{ me { id } }' } }),
    outcomes: WRITERS,
  },
  'Mutation.updateOperation': {
    ...mutation('updateOperation', 'UpdateOperationInput', 'OperationUpdated'),
    variables: ({ savedOperationId }) => ({ input: { id: savedOperationId, name: 'Still me' } }),
    outcomes: { ...MANAGERS, STRANGER: 'nothing' },
  },
  'Mutation.deleteOperation': {
    ...mutation('deleteOperation', 'DeleteOperationInput', 'OperationDeleted'),
    variables: async ({ owner, workspaceId }) => ({ input: { id: await saveOperation(owner, workspaceId) } }),
    outcomes: { ...MANAGERS, STRANGER: 'nothing' },
  },
  'Subscription.workspaceEvents': {
    document: 'subscription ($id: ID!) { result: workspaceEvents(workspaceId: $id) { kind } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: ANY_MEMBER,
  },
};

async function announceUpload({ client }: Actor, workspaceId: string): Promise<string> {
  const { result } = await client.ask<{ result: { uploadId: string } }>(
    'mutation ($input: CreateUploadInput!) { result: createUpload(input: $input) { ... on UploadCreated { uploadId } } }',
    { input: { workspaceId, filename: 'a.txt', contentType: 'text/plain', size: 1 } },
  );
  return result.uploadId;
}
