import { composeExtractiveAnswer } from '../domain/extractive-answer.ts';
import { estimateTokens } from '../domain/token-estimate.ts';
import type { AnswerEngine } from './answer-engine.ts';

/** The name by which the extractive engine is asked for. */
export const EXTRACTIVE_MODEL = 'extractive';

/** Answers with sentences found in the documents; no language model. */
export const extractiveEngine: AnswerEngine = {
  kind: 'EXTRACTIVE',
  async *answer({ question, passages }) {
    const { pieces, citations } = composeExtractiveAnswer(question, passages);
    const read = passages.reduce((sum, { text }) => sum + estimateTokens(text), estimateTokens(question));
    yield {
      kind: 'PROMPT',
      // It reads whatever was retrieved and never the earlier turns, so none were left out for a budget's sake.
      report: {
        promptTokens: read,
        promptTokenBudget: read,
        passagesUsed: passages.length,
        messagesOmitted: 0,
      },
    };
    for (const text of pieces) yield { kind: 'TEXT', text };
    return { citations };
  },
};
