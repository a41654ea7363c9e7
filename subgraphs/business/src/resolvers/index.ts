import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { createConversation, sendMessage } from './chat.ts';
import { Conversation, Message } from './conversation.ts';
import { Document } from './document.ts';
import { Query } from './query.ts';
import { completeUpload, createUpload, deleteDocument } from './uploads.ts';
import { Workspace } from './workspace.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation: { createUpload, completeUpload, deleteDocument, createConversation, sendMessage },
  Workspace,
  Conversation,
  Message,
  Document,
};
