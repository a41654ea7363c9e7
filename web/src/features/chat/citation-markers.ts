/** A piece of an answer's text: plain, or the marker of a citation. */
export type TextPiece = { text: string } | { citation: number };

/** Splits `[n]` markers of known citations out of a text; other brackets stay text. */
export function splitCitationMarkers(text: string, known: ReadonlySet<number>): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(/\s?\[(\d{1,3})\]/g)) {
    const citation = Number(match[1]);
    if (!known.has(citation)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ citation });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
