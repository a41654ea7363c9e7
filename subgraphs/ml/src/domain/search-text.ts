import type { Turn } from './generation.ts';
import { queryTermsOf } from './terms.ts';

/** Fewer telling words than this leave a question to the one before it: "And for pumps?" */
const ENOUGH_TERMS = 2;

/** What to look for in the documents for a question of a conversation. */
export function searchTextFor(question: string, history: readonly Turn[]): string {
  if (queryTermsOf(question).length >= ENOUGH_TERMS) return question;
  const before = history.findLast(({ role }) => role === 'USER');
  return before ? `${question}\n${before.content}` : question;
}
