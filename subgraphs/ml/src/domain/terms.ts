import { stemmer } from 'stemmer';
import { QUESTION_WORDS, STOP_WORDS } from './stop-words.ts';

const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Longer runs are no words: checksums, encoded bytes. */
const LONGEST_TERM = 64;

/** A word of a text with the term it is found by. */
interface Word {
  readonly word: string;
  readonly term: string;
}

/** The terms of a text in order: words, lower-cased, accents folded, without stop words, stemmed (Porter). */
export function termsOf(text: string): string[] {
  return wordsOf(text).map(({ term }) => term);
}

/** The distinct terms of a query, without the words that only make it a question, unless there are no others. */
export function queryTermsOf(query: string): string[] {
  const all = wordsOf(query);
  const telling = all.filter(({ word }) => !QUESTION_WORDS.has(word));
  return [...new Set((telling.length > 0 ? telling : all).map(({ term }) => term))];
}

/** How often each term occurs. */
export function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    if (!isWordLike) continue;
    const word = fold(segment);
    if (word === '' || word.length > LONGEST_TERM || STOP_WORDS.has(word)) continue;
    found.push({ word, term: /^[a-z]+$/.test(word) ? stemmer(word) : word });
  }
  return found;
}

function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’](?:s|t|re|ve|ll|d|m)?$/u, '');
}
