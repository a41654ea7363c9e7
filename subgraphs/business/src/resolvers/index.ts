import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { createConversation, sendMessage } from './chat.ts';
import { Conversation, Message } from './conversation.ts';
import { Document } from './document.ts';
import { storageHardening } from './hardening.ts';
import { Query } from './query.ts';
import { SavedOperation } from './saved-operation.ts';
import { deleteOperation, saveOperation, updateOperation } from './saved-operations.ts';
import { completeUpload, createUpload, deleteDocument } from './uploads.ts';
import { Workspace } from './workspace.ts';

export const resolvers: Resolvers = {
  Query: { ...Query, storageHardening },
  Mutation: {
    createUpload,
    completeUpload,
    deleteDocument,
    createConversation,
    sendMessage,
    saveOperation,
    updateOperation,
    deleteOperation,
  },
  Workspace,
  Conversation,
  Message,
  Document,
  SavedOperation,
};
