import { requirePerson } from '@codexcontinue/platform/callers';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { readNewConversation, readQuestion } from '../domain/conversations.ts';
import { findConversation, requireWriter } from './access.ts';
import { quotaExceeded } from './quota-exceeded.ts';

export const createConversation: MutationResolvers['createConversation'] = async (
  _parent,
  { input },
  context,
) => {
  const { personId } = requireWriter(context, input.workspaceId);
  const checked = readNewConversation(input);
  if ('kind' in checked)
    return { __typename: 'InvalidInput', field: checked.field, message: checked.message };
  const conversation = await context.conversations.create({
    workspaceId: input.workspaceId,
    title: checked.title,
    model: checked.model,
    createdBy: personId,
  });
  return { __typename: 'ConversationCreated', conversation };
};

export const sendMessage: MutationResolvers['sendMessage'] = async (_parent, { input }, context) => {
  requirePerson(context.caller);
  const conversation = await findConversation(context, input.conversationId);
  if (!conversation) {
    return {
      __typename: 'ConversationNotFound',
      message: 'There is no such conversation among yours. It may have been deleted.',
    };
  }
  const { personId: authorId } = requireWriter(context, conversation.workspaceId);
  const checked = readQuestion(input);
  if ('kind' in checked)
    return { __typename: 'InvalidInput', field: checked.field, message: checked.message };
  const { workspaceId } = conversation;
  const used = await context.quotas.findTokensUsedUp(workspaceId);
  if (used) return quotaExceeded(used);
  const outcome = await context.conversations.addQuestion(
    conversation,
    { ...checked, authorId },
    context.quotas.openAnswers(workspaceId),
  );
  if (outcome.kind === 'too many') return quotaExceeded(outcome.exceeded);
  if (outcome.kind === 'in progress') {
    return {
      __typename: 'AnswerInProgress',
      message: 'The last question is still being answered. Wait for it, or stop it, then ask again.',
      generation: { id: outcome.generationId },
    };
  }
  const { question, answer } = outcome;
  await context.openAnswers.onAsked(answer, authorId);
  if (!answer.generationId) throw new Error('An answer without a generation.');
  return { __typename: 'MessageSent', message: question, answer, generation: { id: answer.generationId } };
};
