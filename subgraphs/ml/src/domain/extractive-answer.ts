import { cite } from './citations.ts';
import type { Citation } from './generation.ts';
import type { RetrievedPassage } from './retrieved-passage.ts';
import { splitSentences } from './sentences.ts';
import type { Span } from './spans.ts';
import { queryTermsOf, termsOf } from './terms.ts';

/** An answer made of sentences of the documents, in the pieces it is told in. */
export interface ExtractiveAnswer {
  readonly pieces: readonly string[];
  readonly citations: readonly Citation[];
}

const INTRODUCTION =
  'This is the built-in extractive engine, not a language model: it only quotes your documents. Connect Ollama (`OLLAMA_URL`) for written answers.';
const NOTHING_FOUND =
  "Nothing in this workspace's documents answers this. Upload a document that does, or ask with words that stand in the documents.";

const MOST_SENTENCES = 4;
/** A further sentence must be at least this good, measured by the best. */
const WORTH_QUOTING = 0.6;
const HEADING_OR_MARKER = /^\s*(?:#{1,6}\s+|[-*+•]\s+|\d{1,3}[.)]\s+|>\s*)+/;

interface Candidate {
  readonly passage: RetrievedPassage;
  readonly span: Span;
  readonly sentence: string;
  readonly isHeading: boolean;
  readonly terms: ReadonlySet<string>;
}

/** Answers a question with the one to four sentences of these passages that fit it best, or says that none does. */
export function composeExtractiveAnswer(
  question: string,
  passages: readonly RetrievedPassage[],
): ExtractiveAnswer {
  const query = queryTermsOf(question);
  const relevant = passages.filter((passage) => isRelevant(query, passage));
  const chosen = choose(query, relevant.flatMap(sentencesOf), relevant[0]?.score ?? 1);
  if (chosen.length === 0) return { pieces: [`${INTRODUCTION}\n\n`, NOTHING_FOUND], citations: [] };
  return {
    pieces: [
      `${INTRODUCTION}\n\n`,
      ...chosen.map(({ sentence }, index) => renderQuote(sentence, index + 1, index + 1 === chosen.length)),
    ],
    citations: chosen.map(({ passage, span }, index) => cite(index + 1, passage, span)),
  };
}

/** One word in common is enough for a short question; longer ones share a word with anything. */
function isRelevant(query: readonly string[], passage: RetrievedPassage): boolean {
  const terms = new Set(termsOf(`${passage.filename} ${passage.text}`));
  const matched = query.filter((term) => terms.has(term)).length;
  return matched >= Math.min(2, Math.ceil(query.length * 0.3));
}

function sentencesOf(passage: RetrievedPassage): Candidate[] {
  return splitSentences(passage.text).flatMap((whole) => {
    const text = passage.text.slice(whole.startOffset, whole.endOffset);
    const mark = HEADING_OR_MARKER.exec(text)?.[0] ?? '';
    const sentence = text.slice(mark.length);
    if (sentence === '') return [];
    return [
      {
        passage,
        span: { startOffset: whole.startOffset + mark.length, endOffset: whole.endOffset },
        sentence,
        isHeading: mark.includes('#'),
        terms: new Set(termsOf(sentence)),
      },
    ];
  });
}

function choose(query: readonly string[], candidates: readonly Candidate[], topScore: number): Candidate[] {
  const rarity = new Map(
    query.map((term) => {
      const frequency = candidates.filter(({ terms }) => terms.has(term)).length;
      return [term, frequency === 0 ? 0 : Math.log(1 + candidates.length / frequency)] as const;
    }),
  );
  const weigh = ({ terms }: Candidate) =>
    query.reduce((sum, term) => sum + (terms.has(term) ? (rarity.get(term) ?? 0) : 0), 0);
  const scored = candidates
    .map((candidate, index) => {
      const before = candidates[index - 1];
      const context = before?.passage === candidate.passage ? weigh(before) : 0;
      const own = weigh(candidate);
      const score =
        (own > 0 ? own + context * 0.25 : context * 0.5) *
        fitness(candidate) *
        (1 + 0.3 * (candidate.passage.score / topScore));
      return { candidate, score };
    })
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score);
  const least = (scored[0]?.score ?? 0) * WORTH_QUOTING;
  const chosen: Candidate[] = [];
  for (const { candidate, score } of scored) {
    if (chosen.length === MOST_SENTENCES || score < least) break;
    if (!chosen.some((other) => repeats(other, candidate))) chosen.push(candidate);
  }
  return chosen;
}

/** Headings and questions seldom answer; neither do scraps or whole paragraphs without a full stop. */
function fitness({ sentence, isHeading, terms }: Candidate): number {
  let fitness = 1;
  if (isHeading) fitness *= 0.3;
  if (sentence.endsWith('?')) fitness *= 0.5;
  if (terms.size < 3) fitness *= 0.6;
  if (sentence.length > 400) fitness *= 0.7;
  return fitness;
}

/** Passages overlap, and documents repeat themselves. */
function repeats(left: Candidate, right: Candidate): boolean {
  return left.sentence.replace(/\s+/g, ' ') === right.sentence.replace(/\s+/g, ' ');
}

function renderQuote(sentence: string, number: number, last: boolean): string {
  return `> ${quotable(sentence)} [${number}]${last ? '' : '\n\n'}`;
}

/** A document's words as words: no images, links, markup or citation marks of its own come alive in the answer. */
function quotable(sentence: string): string {
  return sentence
    .replace(/\s+/g, ' ')
    .replace(/!\[/g, '!\\[')
    .replace(/\]\(/g, ']\\(')
    .replace(/\[(\d+)\]/g, '\\[$1\\]')
    .replace(/<(?=[a-z/!?])/gi, '\\<');
}
