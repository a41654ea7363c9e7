import { IngestionError, LIMITS } from './ingestion-failure.ts';
import type { PageSpan } from './spans.ts';
import { normaliseText } from './text-normalisation.ts';

/** The text of a file, normalised, with its pages if it has any. */
export interface ParsedText {
  readonly content: string;
  readonly pages: readonly PageSpan[];
}

/** @throws IngestionError TOO_LARGE, EMPTY */
export function textWithoutPages(raw: string): ParsedText {
  const content = normaliseText(raw);
  checkLength(content.length);
  if (content.trim() === '') throw new IngestionError('EMPTY');
  return { content, pages: [] };
}

/**
 * One text of all pages, with an empty line between them.
 * @throws IngestionError TOO_LARGE, NO_TEXT
 */
export function textOfPages(rawPages: readonly string[]): ParsedText {
  const pages: PageSpan[] = [];
  let content = '';
  for (const [index, raw] of rawPages.entries()) {
    if (index > 0) content += '\n\n';
    const startOffset = content.length;
    content += normaliseText(raw);
    checkLength(content.length);
    pages.push({ number: index + 1, startOffset, endOffset: content.length });
  }
  if (content.trim() === '') throw new IngestionError('NO_TEXT');
  return { content, pages };
}

function checkLength(characters: number): void {
  if (characters > LIMITS.characters) throw new IngestionError('TOO_LARGE');
}
