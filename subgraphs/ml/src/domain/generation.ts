import type { Span } from './spans.ts';

export type EndedStatus = 'COMPLETED' | 'STOPPED' | 'INTERRUPTED' | 'FAILED';
export type GenerationStatus = 'QUEUED' | 'RUNNING' | EndedStatus;

export type GenerationEngine = 'OLLAMA' | 'EXTRACTIVE';

export type GenerationFailureCode =
  | 'MODEL_UNAVAILABLE'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_TIMED_OUT'
  | 'MODEL_STREAM_BROKEN'
  | 'RETRIEVAL_FAILED'
  | 'INTERNAL';

/** Why a generation failed; the message says what to do and may be shown. */
export interface GenerationFailure {
  readonly code: GenerationFailureCode;
  readonly message: string;
}

/** An earlier turn of the conversation. */
export interface Turn {
  readonly role: 'USER' | 'ASSISTANT';
  readonly content: string;
}

/** A quote in a document's text, with the number the answer refers to it by. */
export interface Citation extends Span {
  readonly number: number;
  readonly documentId: string;
  readonly page: number | null;
  readonly contentHash: string;
  readonly quote: string;
}

export interface GenerationUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Whether the counts are estimates of ours; absent for answers from before it was kept. */
  readonly isEstimated?: boolean;
  readonly promptTokenBudget: number;
  readonly passagesUsed: number;
  readonly messagesOmitted: number;
  readonly firstTokenMilliseconds: number | null;
  readonly durationMilliseconds: number;
}

/** What business asks for, as the job `generation.requested` carries it. */
export interface GenerationRequested {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly askerId: string;
  readonly model: string | null;
  readonly question: string;
  readonly history: readonly Turn[];
}

/** A generation as it is stored. */
export interface Generation {
  readonly id: string;
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly askerId: string;
  readonly requestedModel: string | null;
  readonly question: string;
  readonly history: readonly Turn[];
  readonly status: GenerationStatus;
  readonly text: string;
  readonly deltaEnds: readonly number[];
  readonly model: string | null;
  readonly engine: GenerationEngine | null;
  readonly citations: readonly Citation[];
  readonly usage: GenerationUsage | null;
  readonly failure: GenerationFailure | null;
  readonly stopRequested: boolean;
  readonly published: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** How a generation ended. */
export interface Ending {
  readonly status: EndedStatus;
  readonly text: string;
  readonly deltaEnds: readonly number[];
  readonly citations: readonly Citation[];
  readonly usage: GenerationUsage | null;
  readonly failure: GenerationFailure | null;
}

/** A generation that has ended. */
export type EndedGeneration = Generation & { readonly status: EndedStatus };

export function hasEnded(generation: Generation): generation is EndedGeneration {
  return generation.status !== 'QUEUED' && generation.status !== 'RUNNING';
}

/** A failure of an answer, on its way from where it happened to the generation's row. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
  readonly failure: GenerationFailure;
  constructor(failure: GenerationFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}
