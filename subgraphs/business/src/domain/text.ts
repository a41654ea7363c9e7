/** A person's text without what Postgres cannot store: NUL in text, and half of a surrogate pair in JSON. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The beginning of a text, cut between characters. */
export function beginningOf(text: string, maximumLength: number): string {
  return text.slice(0, maximumLength).replace(/[\ud800-\udbff]$/, '');
}
