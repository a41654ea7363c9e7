import { composeExtractiveAnswer } from '../domain/extractive-answer.ts';
import { estimateTokens } from '../domain/token-estimate.ts';
import type { AnswerEngine } from './answer-engine.ts';

/** The name by which the extractive engine is asked for. */
export const EXTRACTIVE_MODEL = 'extractive';

/** Answers with sentences found in the documents; no language model. */
export const extractiveEngine: AnswerEngine = {
  kind: 'EXTRACTIVE',
  async *answer({ question, history, passages }) {
    const { pieces, citations } = composeExtractiveAnswer(question, passages);
    const read = passages.reduce((sum, { text }) => sum + estimateTokens(text), estimateTokens(question));
    yield {
      kind: 'PROMPT',
      // It reads whatever was retrieved, and no earlier turns.
      report: {
        promptTokens: read,
        promptTokenBudget: read,
        passagesUsed: passages.length,
        messagesOmitted: history.length,
      },
    };
    for (const text of pieces) yield { kind: 'TEXT', text };
    return { citations };
  },
};
