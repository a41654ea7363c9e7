import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { PLAIN_ROWS, type RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { newId } from '@codexcontinue/platform/ids';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, asc, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { titleOf } from '../domain/conversations.ts';
import { timeOfId } from '../domain/id-time.ts';
import { workspaceEvent, workspaceTopic } from '../domain/workspace-events.ts';
import { GENERATION_REQUESTED, type GenerationFinished, type GenerationRequested } from '../queues.ts';
import {
  authorOfAnswer,
  findOpenAnswers,
  type OpenAnswer,
  type OpenAnswersLimits,
  type OpenAnswersRefusal,
  refusalOfAnother,
} from './open-answers.ts';
import { conversation, message } from './tables.ts';

/** A conversation as stored. */
export type ConversationRecord = typeof conversation.$inferSelect;
/** A message as stored. */
export type MessageRecord = typeof message.$inferSelect;

/** The sort key of a workspace's conversations: last used, then id. */
export type ConversationKey = readonly [updatedAt: string, id: string];

/** What adding a question led to. */
export type QuestionAdded =
  | { readonly kind: 'added'; readonly question: MessageRecord; readonly answer: MessageRecord }
  | { readonly kind: 'in progress'; readonly generationId: string }
  | OpenAnswersRefusal;

/** How many earlier messages go with a question; the model's budget leaves out what is still too much, and says so. */
const HISTORY_LENGTH = 40;

/** What the encryption of rows is bound to: never changed, or what is stored cannot be read. */
export const CONVERSATION = 'business.conversation';
export const MESSAGE = 'business.message';
export const TITLE = { title: 'text' } as const;
export const CONTENT = { content: 'text' } as const;

/** Conversations and their messages. */
export interface ConversationsStore {
  create(record: {
    workspaceId: string;
    title: string | null;
    model: string | null;
    createdBy: string;
  }): Promise<ConversationRecord>;
  findById(id: string): Promise<ConversationRecord | undefined>;
  findMessage(id: string): Promise<MessageRecord | undefined>;
  /** Of a workspace, most recently used first. */
  page(workspaceId: string, request: PageRequest<ConversationKey>): Promise<ConversationRecord[]>;
  /** Of a conversation; the key of a row is its id. */
  messagesPage(conversationId: string, request: PageRequest<string>): Promise<MessageRecord[]>;
  /**
   * Stores a question and its empty answer and asks for the generation, all or nothing. With an idempotency key that
   * was used before it changes nothing and answers what the first made.
   *
   * @param limits how many answers may be under way at the same time; any number when left out
   */
  addQuestion(
    conversation: ConversationRecord,
    question: { content: string; idempotencyKey: string | null; authorId: string },
    limits?: OpenAnswersLimits,
  ): Promise<QuestionAdded>;
  /** Fills in an answer. @returns the answer; undefined the second time, which changes nothing */
  finishAnswer(finished: GenerationFinished): Promise<OpenAnswer | undefined>;
  /** Every answer that is under way. */
  openAnswers(): Promise<OpenAnswer[]>;
}

export function createConversationsStore(
  tenants: TenantDatabase,
  jobs: Pick<Jobs, 'send'>,
  outbox: Pick<Outbox, 'add'>,
  encryption: RowEncryption = PLAIN_ROWS,
): ConversationsStore {
  const openConversations = (transaction: Transaction, rows: readonly ConversationRecord[]) =>
    encryption.openRows(transaction, CONVERSATION, TITLE, rows);
  const openMessages = (transaction: Transaction, rows: readonly MessageRecord[]) =>
    encryption.openRows(transaction, MESSAGE, CONTENT, rows);

  return {
    create: (record) =>
      tenants.run(async (transaction) => {
        const id = newId();
        const seal = await encryption.sealer(transaction, record.workspaceId);
        const [stored] = await transaction
          .insert(conversation)
          .values(
            seal({ table: CONVERSATION, id, workspaceId: record.workspaceId }, TITLE, { id, ...record }),
          )
          .returning();
        if (!stored) throw new Error('A conversation was not stored.');
        const created = { ...stored, title: record.title };
        const event = workspaceEvent('CONVERSATION_CREATED', {
          actorId: record.createdBy,
          conversationId: created.id,
        });
        await outbox.add(transaction, workspaceTopic(record.workspaceId), event);
        return created;
      }),

    async findById(id) {
      const [found] = await tenants.run(async (transaction) =>
        openConversations(
          transaction,
          await transaction.select().from(conversation).where(eq(conversation.id, id)),
        ),
      );
      return found;
    },

    async findMessage(id) {
      const [found] = await tenants.run(async (transaction) =>
        openMessages(transaction, await transaction.select().from(message).where(eq(message.id, id))),
      );
      return found;
    },

    async page(workspaceId, { from, limit }) {
      const at = from ? new Date(from[0]) : undefined;
      const after =
        at && from
          ? or(
              lt(conversation.updatedAt, at),
              and(eq(conversation.updatedAt, at), lt(conversation.id, from[1])),
            )
          : undefined;
      return tenants.run(async (transaction) => {
        const rows = await transaction
          .select()
          .from(conversation)
          .where(and(eq(conversation.workspaceId, workspaceId), after))
          .orderBy(desc(conversation.updatedAt), desc(conversation.id))
          .limit(limit + 1);
        return openConversations(transaction, rows);
      });
    },

    async messagesPage(conversationId, { from, limit, direction }) {
      const beyond = direction === 'forward' ? gt : lt;
      return tenants.run(async (transaction) => {
        const rows = await transaction
          .select()
          .from(message)
          .where(and(eq(message.conversationId, conversationId), from ? beyond(message.id, from) : undefined))
          .orderBy(direction === 'forward' ? asc(message.id) : desc(message.id))
          .limit(limit + 1);
        return openMessages(transaction, rows);
      });
    },

    addQuestion: (
      { id: conversationId, workspaceId, model },
      { content, idempotencyKey, authorId },
      limits,
    ) =>
      tenants.run(async (transaction) => {
        // One question at a time in a conversation: the row is the lock.
        const [locked] = await transaction
          .select()
          .from(conversation)
          .where(eq(conversation.id, conversationId))
          .for('update');
        if (!locked) throw new Error('A conversation is gone.');

        if (idempotencyKey) {
          const [question] = await transaction
            .select()
            .from(message)
            .where(
              and(
                eq(message.conversationId, conversationId),
                eq(message.authorId, authorId),
                eq(message.idempotencyKey, idempotencyKey),
              ),
            );
          if (question?.answerId) {
            const [answer] = await transaction
              .select()
              .from(message)
              .where(eq(message.id, question.answerId));
            if (answer) {
              const [first, second] = await openMessages(transaction, [question, answer]);
              if (first && second) return { kind: 'added', question: first, answer: second };
            }
          }
        }

        const earlier = await openMessages(
          transaction,
          await transaction
            .select()
            .from(message)
            .where(eq(message.conversationId, conversationId))
            .orderBy(desc(message.id))
            .limit(HISTORY_LENGTH),
        );
        const open = earlier.find((row) => row.generationId && !row.answeredAt);
        if (open?.generationId) return { kind: 'in progress', generationId: open.generationId };

        const refusal = limits && (await refusalOfAnother(transaction, { workspaceId, authorId }, limits));
        if (refusal) return refusal;

        // Ids order the messages: each is later than the one before it, whatever the clock of this instance says.
        const newest = earlier[0] ? timeOfId(earlier[0].id) : 0;
        const now = Math.max(Date.now(), newest + 1);
        const [questionId, answerId, generationId] = [newId(now), newId(now + 1), newId()];
        const seal = await encryption.sealer(transaction, workspaceId);
        const [storedQuestion] = await transaction
          .insert(message)
          .values({
            id: questionId,
            conversationId,
            workspaceId,
            role: 'USER',
            ...seal({ table: MESSAGE, id: questionId, workspaceId }, CONTENT, { content }),
            authorId,
            idempotencyKey,
            answerId,
          })
          .returning();
        const [answer] = await transaction
          .insert(message)
          .values({ id: answerId, conversationId, workspaceId, role: 'ASSISTANT', content: '', generationId })
          .returning();
        if (!storedQuestion || !answer) throw new Error('A message was not stored.');
        const question = { ...storedQuestion, content };
        const place = { table: CONVERSATION, id: conversationId, workspaceId };
        const { title } = seal(place, TITLE, { title: titleOf(content) });
        await transaction
          .update(conversation)
          // A title that is there stays as it is stored.
          .set({ updatedAt: sql`now()`, title: locked.title ?? title })
          .where(eq(conversation.id, conversationId));

        const request: GenerationRequested = {
          generationId,
          workspaceId,
          conversationId,
          messageId: answerId,
          askerId: authorId,
          model,
          question: content,
          history: earlier
            .reverse()
            .filter((row) => row.content !== '')
            .map((row) => ({ role: row.role, content: row.content })),
        };
        await jobs.send(GENERATION_REQUESTED.name, request, { id: generationId, transaction });
        const event = workspaceEvent('MESSAGE_SENT', { actorId: authorId, conversationId, generationId });
        await outbox.add(transaction, workspaceTopic(workspaceId), event);
        return { kind: 'added', question, answer };
      }),

    finishAnswer: ({ generationId, messageId, text }) =>
      tenants.run(async (transaction) => {
        const [answer] = await transaction
          .update(message)
          .set({ answeredAt: sql`now()` })
          .where(
            and(
              eq(message.id, messageId),
              eq(message.generationId, generationId),
              isNull(message.answeredAt),
            ),
          )
          .returning();
        if (!answer) return undefined;
        const { conversationId, workspaceId } = answer;
        const seal = await encryption.sealer(transaction, workspaceId);
        const place = { table: MESSAGE, id: messageId, workspaceId };
        await transaction
          .update(message)
          .set(seal(place, CONTENT, { content: text }))
          .where(eq(message.id, messageId));
        const event = workspaceEvent('GENERATION_FINISHED', { conversationId, generationId });
        await outbox.add(transaction, workspaceTopic(workspaceId), event);
        return { id: messageId, workspaceId, authorId: await authorOfAnswer(transaction, answer) };
      }),

    openAnswers: () => tenants.run(findOpenAnswers),
  };
}
