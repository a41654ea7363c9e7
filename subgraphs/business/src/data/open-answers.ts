import type { Transaction } from '@codexcontinue/platform/database/database';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ExceededQuota } from '../domain/quotas.ts';
import { message } from './tables.ts';

/** How many answers may be under way at the same time. */
export interface OpenAnswersLimits {
  /** For one person, over the workspaces of who asks. */
  readonly person: number;
  /** For that person in this workspace; absent: no fewer than over all of them. */
  readonly member?: number | undefined;
  readonly workspace: number;
}

/** An answer that is under way. */
export interface OpenAnswer {
  /** Its message. */
  readonly id: string;
  readonly workspaceId: string;
  /** Who asked; null when it is not known any more. */
  readonly authorId: string | null;
}

export interface OpenAnswersRefusal {
  readonly kind: 'too many';
  readonly exceeded: ExceededQuota;
}

const question = alias(message, 'question');
const isOpen = and(isNotNull(message.generationId), isNull(message.answeredAt));

/** Every answer that is under way in the scope of the transaction. */
export async function findOpenAnswers(transaction: Transaction): Promise<OpenAnswer[]> {
  return transaction
    .select({ id: message.id, workspaceId: message.workspaceId, authorId: question.authorId })
    .from(message)
    .leftJoin(
      question,
      and(eq(question.conversationId, message.conversationId), eq(question.answerId, message.id)),
    )
    .where(isOpen);
}

/** Who asked for an answer, whether it is under way or not. */
export async function authorOfAnswer(
  transaction: Transaction,
  { id, conversationId }: { readonly id: string; readonly conversationId: string },
): Promise<string | null> {
  const [found] = await transaction
    .select({ authorId: message.authorId })
    .from(message)
    .where(and(eq(message.conversationId, conversationId), eq(message.answerId, id)));
  return found?.authorId ?? null;
}

/**
 * Whether one more answer would be too many; it is an answer's row that takes the slot, and the end of its generation,
 * whatever ends it, that frees it. The locks last as long as the transaction that adds the row: of any number of questions
 * at once no more get through than may.
 */
export async function refusalOfAnother(
  transaction: Transaction,
  { workspaceId, authorId }: { readonly workspaceId: string; readonly authorId: string },
  limits: OpenAnswersLimits,
): Promise<OpenAnswersRefusal | undefined> {
  // Always in this order, so that two questions never wait for each other.
  for (const whose of [`person:${authorId}`, `workspace:${workspaceId}`])
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`open answers of ${whose}`}, 0))`,
    );
  const ofPerson = await transaction
    .select({ id: message.id, workspaceId: message.workspaceId })
    .from(message)
    .innerJoin(
      question,
      and(eq(question.conversationId, message.conversationId), eq(question.answerId, message.id)),
    )
    .where(and(isOpen, eq(question.authorId, authorId)));
  if (ofPerson.length >= limits.person) return refusal('person', limits.person);
  const ofMember = ofPerson.filter((each) => each.workspaceId === workspaceId);
  if (limits.member !== undefined && ofMember.length >= limits.member)
    return refusal('member', limits.member);
  const ofWorkspace = await transaction
    .select({ id: message.id })
    .from(message)
    .where(and(isOpen, eq(message.workspaceId, workspaceId)));
  return ofWorkspace.length >= limits.workspace ? refusal('workspace', limits.workspace) : undefined;
}

function refusal(whose: ExceededQuota['whose'], limit: number): OpenAnswersRefusal {
  return { kind: 'too many', exceeded: { kind: 'parallelGenerations', whose, limit, resetsAt: null } };
}
