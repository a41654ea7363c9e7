import type { GenerationEngine, GenerationFailureCode, GenerationUsage } from '../domain/generation.ts';
import type { PromptReport } from '../domain/prompt.ts';
import { estimateTokens } from '../domain/token-estimate.ts';
import type { AnswerEnd } from '../engines/answer-engine.ts';

/** Measures what an answer takes, from when it is made. */
export interface UsageMeter {
  /** The engine that answers; null until one is chosen. */
  engine: GenerationEngine | null;
  onPrompt(report: PromptReport): void;
  onText(): void;
  /** So far, for whoever ends the answer when this process is lost; undefined while there is no prompt. */
  soFar(text: string): GenerationUsage | undefined;
  /**
   * @param end what the engine counted; undefined where it did not get so far
   * @param failure why there is no whole answer; undefined where that was no failure
   */
  usage(
    end: AnswerEnd | undefined,
    text: string,
    failure: GenerationFailureCode | undefined,
  ): GenerationUsage;
}

const NO_PROMPT: PromptReport = {
  promptTokens: 0,
  promptTokenBudget: 0,
  passagesUsed: 0,
  messagesOmitted: 0,
};

/** Failures of a model that was never given the prompt, unless text came before. */
const NOT_READ: ReadonlySet<GenerationFailureCode | undefined> = new Set([
  'MODEL_UNAVAILABLE',
  'MODEL_NOT_FOUND',
]);

export function createUsageMeter(): UsageMeter {
  const begin = performance.now();
  const elapsed = () => Math.round(performance.now() - begin);
  let prompt: PromptReport | undefined;
  let firstTokenMilliseconds: number | null = null;

  const usage: UsageMeter['usage'] = (end, text, failure) => {
    const isRead = prompt !== undefined && (text !== '' || !NOT_READ.has(failure));
    const isReported = end?.promptTokens !== undefined && end.completionTokens !== undefined;
    return {
      ...(prompt ?? NO_PROMPT),
      promptTokens: end?.promptTokens ?? (isRead ? (prompt?.promptTokens ?? 0) : 0),
      completionTokens: end?.completionTokens ?? estimateTokens(text),
      isEstimated: isRead && !isReported,
      firstTokenMilliseconds,
      durationMilliseconds: elapsed(),
    };
  };
  return {
    engine: null,
    onPrompt(report) {
      prompt = report;
    },
    onText() {
      firstTokenMilliseconds ??= elapsed();
    },
    soFar: (text) => (prompt ? usage(undefined, text, undefined) : undefined),
    usage,
  };
}
