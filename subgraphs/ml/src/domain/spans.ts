/** A stretch of a text, in UTF-16 code units; the end is exclusive. */
export interface Span {
  readonly startOffset: number;
  readonly endOffset: number;
}

/** Where one page stands in a document's text. */
export interface PageSpan extends Span {
  /** From 1. */
  readonly number: number;
}

/** The span without whitespace at its ends; undefined when there is nothing else. */
export function trimSpan(text: string, span: Span): Span | undefined {
  let { startOffset, endOffset } = span;
  while (startOffset < endOffset && isSpace(text, startOffset)) startOffset += 1;
  while (endOffset > startOffset && isSpace(text, endOffset - 1)) endOffset -= 1;
  return startOffset < endOffset ? { startOffset, endOffset } : undefined;
}

/** The page an offset stands on; null for a document without pages. */
export function pageAt(pages: readonly PageSpan[], offset: number): number | null {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pages[middle]?.startOffset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return pages[low - 1]?.number ?? null;
}

/** An offset that does not stand inside a surrogate pair: this one, or the one before. */
export function codePointBoundary(text: string, offset: number): number {
  const after = text.charCodeAt(offset);
  const before = text.charCodeAt(offset - 1);
  return after >= 0xdc00 && after <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? offset - 1 : offset;
}

function isSpace(text: string, offset: number): boolean {
  return /\s/.test(text[offset] ?? '');
}
