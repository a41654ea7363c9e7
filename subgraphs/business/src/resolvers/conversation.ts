import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type { ConversationResolvers, MessageResolvers } from '../__generated__/resolvers-types.ts';
import { UNTITLED } from '../domain/conversations.ts';
import { findConversation, maySee } from './access.ts';

export const Conversation: ConversationResolvers = {
  __resolveReference: async ({ id }, context) => (await findConversation(context, id)) ?? null,
  workspace: ({ workspaceId }) => ({ id: workspaceId }),
  title: ({ title }) => title ?? UNTITLED,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
  messages: async ({ id, workspaceId }, args, { conversations, audit }) => {
    const request = readPageRequest(args, isIdKey);
    await audit.noteRead({
      action: 'conversation.read',
      workspaceId,
      targetType: 'Conversation',
      targetId: id,
    });
    return toConnection(await conversations.messagesPage(id, request), request, (row) => row.id);
  },
};

export const Message: MessageResolvers = {
  __resolveReference: async ({ id }, context) => {
    const message = isIdKey(id) ? await context.conversations.findMessage(id) : undefined;
    const owner = message && (await context.conversations.findById(message.conversationId));
    if (!message || !owner || !maySee(context, owner.workspaceId)) return null;
    await context.audit.noteRead({
      action: 'conversation.read',
      workspaceId: owner.workspaceId,
      targetType: 'Conversation',
      targetId: owner.id,
    });
    return message;
  },
  conversation: async ({ conversationId }, _arguments, { conversations }) => {
    const conversation = await conversations.findById(conversationId);
    if (!conversation) throw new Error('A message without a conversation.');
    return conversation;
  },
  author: ({ authorId }) => (authorId ? { id: authorId } : null),
  generation: ({ generationId }) => (generationId ? { id: generationId } : null),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
};
