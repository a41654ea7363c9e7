import { LRUCache } from 'lru-cache';

/** One media range of an `Accept` header (RFC 9110, section 12.5.1). */
export interface MediaRange {
  /** `type/subtype` in lower case. */
  readonly type: string;
  /** Names in lower case, values without their quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A quoted text may hold commas and semicolons. */
const ELEMENT = /(?:"(?:\\.|[^"\\])*"|[^",])+/g;
const PARAMETER = /;\s*([^\s;=]+)\s*=\s*("(?:\\.|[^"\\])*"|[^\s;]*)/g;

/** Longer ones are no browser's and no client's. */
const REMEMBERED_LENGTH = 500;
/** Clients send the same few all the time. */
const known = new LRUCache<string, readonly MediaRange[]>({ max: 200 });
/** Asked for several times in a row, by request after request. */
let last: { readonly header: string; readonly parsed: readonly MediaRange[] } = { header: '', parsed: [] };

/** The ranges of an `Accept` header in the order given, without those of weight 0. */
export function parseAccept(header = ''): readonly MediaRange[] {
  if (header === last.header) return last.parsed;
  const parsed = known.get(header) ?? parse(header);
  if (header.length <= REMEMBERED_LENGTH) {
    known.set(header, parsed);
    last = { header, parsed };
  }
  return parsed;
}

function parse(header: string): readonly MediaRange[] {
  return (header.match(ELEMENT) ?? []).flatMap((element) => {
    const type = element.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const parameters = new Map(
      [...element.matchAll(PARAMETER)].map(([, name = '', value = '']) => [
        name.toLowerCase(),
        unquote(value),
      ]),
    );
    return type === '' || Number(parameters.get('q') ?? 1) === 0 ? [] : [{ type, parameters }];
  });
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;
}
