import { codePointBoundary, type Span, trimSpan } from './spans.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** No sentence is longer; what is longer is cut at a space. */
const LONGEST_SENTENCE = 900;

/** A line that begins something of its own in Markdown: heading, list item, quote, table row, fence. */
const BEGINS_A_BLOCK = /^\s{0,3}(?:#{1,6}\s|[-*+•]\s|\d{1,3}[.)]\s|>|\||```|~~~)/;
const HEADING = /^\s{0,3}#{1,6}\s/;

/** A full stop after these seldom ends a sentence. */
const ENDS_WITH_ABBREVIATION =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|no|nos|art|sec|fig|eq|vs|approx|ca|cf|e\.g|i\.e|al|p|pp|vol|dept|est|ref|[A-Z])\.\s*$/iu;

/** A stretch between blank lines. */
function splitParagraphs(text: string): Span[] {
  const paragraphs: Span[] = [];
  let startOffset = 0;
  for (const separator of text.matchAll(/\n[^\S\n]*\n\s*/g)) {
    const paragraph = trimSpan(text, { startOffset, endOffset: separator.index });
    if (paragraph) paragraphs.push(paragraph);
    startOffset = separator.index + separator[0].length;
  }
  const last = trimSpan(text, { startOffset, endOffset: text.length });
  if (last) paragraphs.push(last);
  return paragraphs;
}

/** The sentences of a text in order, without the whitespace between them. */
export function splitSentences(text: string): Span[] {
  return splitParagraphs(text).flatMap((paragraph) => sentencesOfParagraph(text, paragraph));
}

function sentencesOfParagraph(text: string, paragraph: Span): Span[] {
  const content = joinWrappedLines(text.slice(paragraph.startOffset, paragraph.endOffset));
  const spans: Span[] = [];
  let begin = 0;
  for (const { index, segment } of segmenter.segment(content)) {
    const end = index + segment.length;
    if (
      !segment.endsWith('\n') &&
      end < content.length &&
      ENDS_WITH_ABBREVIATION.test(content.slice(Math.max(begin, end - 12), end))
    )
      continue;
    spans.push(
      ...cutLong(text, {
        startOffset: paragraph.startOffset + begin,
        endOffset: paragraph.startOffset + end,
      }),
    );
    begin = end;
  }
  return spans;
}

/** Segmentation ends a sentence at every line end; those inside a wrapped sentence are hidden from it, same length. */
function joinWrappedLines(paragraph: string): string {
  const lines = paragraph.split('\n');
  return lines
    .map((line, number) => {
      const next = lines[number + 1];
      if (next === undefined) return line;
      return HEADING.test(line) || BEGINS_A_BLOCK.test(next) ? `${line}\n` : `${line} `;
    })
    .join('');
}

function cutLong(text: string, whole: Span): Span[] {
  const pieces: Span[] = [];
  let rest = trimSpan(text, whole);
  while (rest && rest.endOffset - rest.startOffset > LONGEST_SENTENCE) {
    const limit = rest.startOffset + LONGEST_SENTENCE;
    const space = text.slice(rest.startOffset, limit).lastIndexOf(' ');
    const cut = space > 0 ? rest.startOffset + space : codePointBoundary(text, limit);
    const piece = trimSpan(text, { startOffset: rest.startOffset, endOffset: cut });
    if (piece) pieces.push(piece);
    rest = trimSpan(text, { startOffset: cut, endOffset: rest.endOffset });
  }
  if (rest) pieces.push(rest);
  return pieces;
}
