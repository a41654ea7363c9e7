import { splitSentences } from './sentences.ts';
import { type PageSpan, pageAt, type Span } from './spans.ts';

/** A stretch of a text that retrieval can find. */
export interface PassageSpan extends Span {
  /** From 0. */
  readonly ordinal: number;
  /** The page it begins on; null without pages. */
  readonly page: number | null;
  readonly text: string;
}

const LONGEST_PASSAGE = 1000;
const GOOD_PASSAGE = 700;
const LONGEST_OVERLAP = 200;

/**
 * Cuts a text into passages of whole sentences, 700 to 1,000 characters where the text allows it. A passage repeats
 * the last sentence of the one before if it is short, so that what two sentences say together is found together.
 * Together the passages hold every character of the text but whitespace.
 */
export function splitPassages(text: string, pages: readonly PageSpan[]): PassageSpan[] {
  const passages: PassageSpan[] = [];
  let sentences: Span[] = [];

  const close = () => {
    const first = sentences[0];
    const last = sentences.at(-1);
    if (!first || !last) return;
    const { startOffset } = first;
    const { endOffset } = last;
    passages.push({
      ordinal: passages.length,
      page: pageAt(pages, startOffset),
      startOffset,
      endOffset,
      text: text.slice(startOffset, endOffset),
    });
  };

  for (const sentence of splitSentences(text)) {
    const first = sentences[0];
    const last = sentences.at(-1);
    if (first && last && isFull(text, first, last, sentence)) {
      close();
      const overlap =
        sentences.length > 1 && last.endOffset - last.startOffset <= LONGEST_OVERLAP ? [last] : [];
      sentences = overlap[0] && sentence.endOffset - overlap[0].startOffset <= LONGEST_PASSAGE ? overlap : [];
    }
    sentences.push(sentence);
  }
  close();
  return passages;
}

function isFull(text: string, first: Span, last: Span, next: Span): boolean {
  if (next.endOffset - first.startOffset > LONGEST_PASSAGE) return true;
  const endsParagraph = /\n\s*\n/.test(text.slice(last.endOffset, next.startOffset));
  return endsParagraph && last.endOffset - first.startOffset >= GOOD_PASSAGE;
}
