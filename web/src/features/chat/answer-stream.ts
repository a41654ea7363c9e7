import type {
  AnswerGenerationFragment,
  GenerationEventsSubscription,
  GenerationStatus,
} from '../../__generated__/operations.ts';

export type GenerationEvent = GenerationEventsSubscription['generationEvents'];

/** An answer as far as it has been heard. */
export interface HeardAnswer {
  text: string;
  lastSequence: number;
  /** The generation as it ended; `undefined` while it goes on. */
  ended: AnswerGenerationFragment | undefined;
}

export const NOTHING_HEARD: HeardAnswer = { text: '', lastSequence: 0, ended: undefined };

/** The answer with one more event; one that was heard before changes nothing. */
export function hear(answer: HeardAnswer, event: GenerationEvent): HeardAnswer {
  if (event.sequence <= answer.lastSequence) return answer;
  const text = answer.text + (event.delta ?? '');
  if (event.kind === 'DELTA') return { ...answer, text, lastSequence: event.sequence };
  const ended = event.generation ?? undefined;
  return { text: ended?.text ?? text, lastSequence: event.sequence, ended };
}

export function isUnderWay(status: GenerationStatus): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}
