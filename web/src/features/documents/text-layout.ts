import type { ReadDocumentQuery } from '../../__generated__/operations.ts';

type DocumentPage = NonNullable<NonNullable<ReadDocumentQuery['document']>['text']>['pages'][number];

/** A stretch of a document's text, in UTF-16 code units. */
export interface TextRange {
  start: number;
  /** Exclusive. */
  end: number;
}

export interface TextSection {
  /** The number of the page; `undefined` in a document without pages. */
  page: number | undefined;
  parts: { text: string; isQuoted: boolean }[];
}

/** A text in its pages, with the quoted range as parts of its own; nothing of the text is left out. */
export function layOutText(
  content: string,
  pages: readonly DocumentPage[],
  quote: TextRange | undefined,
): TextSection[] {
  const [first, ...others] = pages;
  const starts = first === undefined ? [0] : [0, ...others.map(({ startOffset }) => startOffset)];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? content.length;
    return { page: pages[index]?.number, parts: cutOut(content, { start, end }, quote) };
  });
}

function cutOut(content: string, section: TextRange, quote: TextRange | undefined): TextSection['parts'] {
  const start = Math.max(section.start, quote?.start ?? section.end);
  const end = Math.min(section.end, quote?.end ?? section.end);
  if (start >= end) return [{ text: content.slice(section.start, section.end), isQuoted: false }];
  return [
    { text: content.slice(section.start, start), isQuoted: false },
    { text: content.slice(start, end), isQuoted: true },
    { text: content.slice(end, section.end), isQuoted: false },
  ].filter(({ text }) => text !== '');
}

/** The range two query parameters name; `undefined` where they name none. */
export function parseRange(start: string | null, end: string | null): TextRange | undefined {
  const range = { start: Number(start ?? Number.NaN), end: Number(end ?? Number.NaN) };
  const isRange =
    Number.isInteger(range.start) &&
    Number.isInteger(range.end) &&
    range.start >= 0 &&
    range.end > range.start;
  return isRange ? range : undefined;
}
