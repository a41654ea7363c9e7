import type { Generation, GenerationUsage } from '../domain/generation.ts';
import { estimateTokens } from '../domain/token-estimate.ts';

/**
 * What an answer took whose worker was lost: what the worker last told, and the text that is known since. A worker that
 * told nothing yet, but wrote, has read the question and what came before at the least.
 *
 * @param text what it wrote, as far as that is known
 * @param now in milliseconds since 1970
 */
export function usageOfLost(
  { usage, startedAt, question, history }: Generation,
  text: string,
  now: number,
): GenerationUsage | null {
  if (!usage && text === '') return null;
  const read = [question, ...history.map(({ content }) => content)];
  const atLeast = {
    promptTokens: read.reduce((sum, each) => sum + estimateTokens(each), 0),
    ...{ promptTokenBudget: 0, passagesUsed: 0, messagesOmitted: 0, firstTokenMilliseconds: null },
  };
  return {
    ...(usage ?? atLeast),
    completionTokens: estimateTokens(text),
    isEstimated: true,
    durationMilliseconds: startedAt ? Math.max(0, now - startedAt.getTime()) : 0,
  };
}
