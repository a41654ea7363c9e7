import { createHash } from 'node:crypto';
import type { ParsedText } from './parsed-text.ts';
import { type PassageSpan, splitPassages } from './passages.ts';
import type { PageSpan } from './spans.ts';
import { countTerms } from './terms.ts';

/** Where one term occurs in a document; the arrays run in parallel. */
export interface Posting {
  readonly term: string;
  readonly ordinals: readonly number[];
  readonly counts: readonly number[];
  readonly lengths: readonly number[];
}

/** A document that is ready to be stored. */
export interface SplitDocument {
  readonly content: string;
  readonly contentHash: string;
  readonly pages: readonly PageSpan[];
  readonly passages: readonly PassageSpan[];
  readonly postings: readonly Posting[];
  /** Of all passages together. */
  readonly termCount: number;
}

/** SHA-256 of a text in UTF-8, lower-case hexadecimal. */
function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Cuts a text into passages and indexes their terms. */
export function splitDocument({ content, pages }: ParsedText): SplitDocument {
  const passages = splitPassages(content, pages);
  const byTerm = new Map<string, { ordinals: number[]; counts: number[]; lengths: number[] }>();
  let termCount = 0;
  for (const { ordinal, text } of passages) {
    const counts = countTerms(text);
    const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
    termCount += length;
    for (const [term, count] of counts) {
      const posting = byTerm.get(term) ?? { ordinals: [], counts: [], lengths: [] };
      posting.ordinals.push(ordinal);
      posting.counts.push(count);
      posting.lengths.push(length);
      byTerm.set(term, posting);
    }
  }
  const postings = [...byTerm].map(([term, posting]) => ({ term, ...posting }));
  return { content, contentHash: hashText(content), pages, passages, postings, termCount };
}
