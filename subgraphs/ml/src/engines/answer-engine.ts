import type { Logger } from '@codexcontinue/platform/log';
import type { Citation, GenerationEngine, Turn } from '../domain/generation.ts';
import type { PromptReport } from '../domain/prompt.ts';
import type { RetrievedPassage } from '../domain/retrieved-passage.ts';

/** What an engine answers. */
export interface AnswerRequest {
  readonly model: string;
  readonly question: string;
  /** Oldest first, without the question. */
  readonly history: readonly Turn[];
  /** Best first. */
  readonly passages: readonly RetrievedPassage[];
  /** Aborted when nobody wants the answer any more; the engine frees all it holds at once. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** A step of an answer: first what the prompt was made of, then text. */
export type AnswerStep =
  | { readonly kind: 'PROMPT'; readonly report: PromptReport }
  | { readonly kind: 'TEXT'; readonly text: string };

/** What an engine knows when it has answered. Token counts are left out where it does not know them. */
export interface AnswerEnd {
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
  /** Not verified yet. */
  readonly citations: readonly Citation[];
}

/** What produces answers. */
export interface AnswerEngine {
  readonly kind: GenerationEngine;
  /** @throws GenerationError (from `next`) with what may be shown */
  answer(request: AnswerRequest): AsyncGenerator<AnswerStep, AnswerEnd>;
}
