/**
 * Roughly how many tokens a text takes: four bytes of UTF-8 each. Close for English, and for scripts that take more
 * bytes a letter it errs on the side of more tokens, so that a budget holds.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / 4);
}
