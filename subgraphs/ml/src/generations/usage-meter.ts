import type { GenerationEngine, GenerationUsage } from '../domain/generation.ts';
import type { PromptReport } from '../domain/prompt.ts';
import { estimateTokens } from '../domain/token-estimate.ts';
import type { AnswerEnd } from '../engines/answer-engine.ts';

/** Measures what an answer takes, from when it is made. */
export interface UsageMeter {
  /** The engine that answers; null until one is chosen. */
  engine: GenerationEngine | null;
  onPrompt(report: PromptReport): void;
  onText(): void;
  /** @param end what the engine counted; undefined where it did not get so far */
  usage(end: AnswerEnd | undefined, text: string): GenerationUsage;
}

const NO_PROMPT: PromptReport = {
  promptTokens: 0,
  promptTokenBudget: 0,
  passagesUsed: 0,
  messagesOmitted: 0,
};

export function createUsageMeter(): UsageMeter {
  const begin = performance.now();
  const elapsed = () => Math.round(performance.now() - begin);
  let prompt = NO_PROMPT;
  let firstTokenMilliseconds: number | null = null;
  return {
    engine: null,
    onPrompt(report) {
      prompt = report;
    },
    onText() {
      firstTokenMilliseconds ??= elapsed();
    },
    usage: (end, text) => ({
      ...prompt,
      promptTokens: end?.promptTokens ?? prompt.promptTokens,
      completionTokens: end?.completionTokens ?? estimateTokens(text),
      firstTokenMilliseconds,
      durationMilliseconds: elapsed(),
    }),
  };
}
