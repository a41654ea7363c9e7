/** One page, nearest the reader first; `next` continues after it, `undefined` where nothing follows. */
export interface Page<Item> {
  items: Item[];
  next: string | undefined;
}

interface Identified {
  id: string;
}

/**
 * A list after its beginning was read again. What new items pushed out of the reading is kept, so that nothing that is
 * shown goes away by itself.
 */
export function mergeReading<Item extends Identified>(shown: Page<Item>, read: Page<Item>): Page<Item> {
  const last = read.items.at(-1);
  if (last === undefined || read.next === undefined) return read;
  const at = shown.items.findIndex(({ id }) => id === last.id);
  if (at < 0 || at === shown.items.length - 1) return read;
  return { items: [...read.items, ...shown.items.slice(at + 1)], next: shown.next };
}

/** A list with new items in front, nearest first, leaving out what it has already. */
export function withNews<Item extends Identified>(shown: readonly Item[], news: readonly Item[]): Item[] {
  const known = new Set(shown.map(({ id }) => id));
  return [...news.filter(({ id }) => !known.has(id)), ...shown];
}
