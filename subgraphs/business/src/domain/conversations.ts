import { beginningOf, storableText } from './text.ts';

/** A refused input. */
export interface Refusal {
  readonly kind: 'InvalidInput';
  readonly field: string;
  readonly message: string;
}

const MAXIMUM_TITLE_LENGTH = 200;
const TITLE_FROM_QUESTION_LENGTH = 80;
const MAXIMUM_QUESTION_LENGTH = 32_000;
const MAXIMUM_IDEMPOTENCY_KEY_LENGTH = 200;
const MAXIMUM_MODEL_LENGTH = 200;

/** What an untitled conversation is called. */
export const UNTITLED = 'New conversation';

const refuse = (field: string, message: string): Refusal => ({ kind: 'InvalidInput', field, message });

/** Checks a new conversation. */
export function readNewConversation(input: {
  title?: string | null | undefined;
  model?: string | null | undefined;
}): { readonly title: string | null; readonly model: string | null } | Refusal {
  const title = storableText(input.title ?? '').trim() || null;
  if (title && title.length > MAXIMUM_TITLE_LENGTH) {
    return refuse('title', `Give a title of at most ${MAXIMUM_TITLE_LENGTH} characters.`);
  }
  const model = storableText(input.model ?? '').trim() || null;
  if (model && model.length > MAXIMUM_MODEL_LENGTH) return refuse('model', 'No model has a name that long.');
  return { title, model };
}

/** Checks a question. */
export function readQuestion(input: {
  content: string;
  idempotencyKey?: string | null | undefined;
}): { readonly content: string; readonly idempotencyKey: string | null } | Refusal {
  const content = storableText(input.content).trim();
  if (content === '') return refuse('content', 'Ask something: the question is empty.');
  if (content.length > MAXIMUM_QUESTION_LENGTH) {
    return refuse(
      'content',
      `A question has at most ${MAXIMUM_QUESTION_LENGTH} characters; upload longer texts as documents.`,
    );
  }
  const idempotencyKey = input.idempotencyKey || null;
  if (idempotencyKey && idempotencyKey.length > MAXIMUM_IDEMPOTENCY_KEY_LENGTH) {
    return refuse('idempotencyKey', `A key has at most ${MAXIMUM_IDEMPOTENCY_KEY_LENGTH} characters.`);
  }
  if (idempotencyKey && idempotencyKey !== storableText(idempotencyKey)) {
    return refuse('idempotencyKey', 'A key is made of whole characters, without NUL.');
  }
  return { content, idempotencyKey };
}

/** A title made of a question's first line. */
export function titleOf(question: string): string {
  const line = question.split(/[\r\n]/)[0]?.trim() ?? '';
  if (line.length <= TITLE_FROM_QUESTION_LENGTH) return line;
  const cut = beginningOf(line, TITLE_FROM_QUESTION_LENGTH);
  const lastBlank = cut.lastIndexOf(' ');
  return `${cut.slice(0, lastBlank > TITLE_FROM_QUESTION_LENGTH / 2 ? lastBlank : cut.length)}…`;
}
