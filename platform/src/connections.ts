import { RuleError } from './errors.ts';

/** A page of a Relay connection (https://relay.dev/graphql/connections.htm). */
export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Where a page begins, and how long it is, once the arguments are checked. */
export interface PageRequest<Key> {
  /** Rows to show; ask the store for one more to learn whether there are more. */
  readonly limit: number;
  /** The sort key of the row the page stands next to; undefined at the end of the list it begins at. */
  readonly from: Key | undefined;
  /** `forward` from `after`, or `backward` from `before`. */
  readonly direction: 'forward' | 'backward';
}

const MAXIMUM_PAGE_SIZE = 100;

/** Arguments of a connection field, as the Relay specification names them. */
export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/**
 * Checks the arguments of a connection.
 *
 * @param isKey whether what a cursor holds is a sort key of this list
 * @throws RuleError BAD_USER_INPUT for a page size out of 1 to 100, or a cursor that is none
 */
export function readPageRequest<Key>(
  { first, after, last, before }: ConnectionArguments,
  isKey: (value: unknown) => value is Key,
): PageRequest<Key> {
  const backward = last !== undefined && last !== null;
  const limit = (backward ? last : first) ?? 20;
  if (limit < 1 || limit > MAXIMUM_PAGE_SIZE) {
    throw new RuleError(
      'BAD_USER_INPUT',
      `Ask for 1 to ${MAXIMUM_PAGE_SIZE} at a time with "${backward ? 'last' : 'first'}".`,
    );
  }
  const cursor = backward ? before : after;
  return {
    limit,
    from: cursor ? decodeCursor(cursor, isKey) : undefined,
    direction: backward ? 'backward' : 'forward',
  };
}

/**
 * Makes a page of the rows a store answered for a request.
 *
 * @param rows in the direction of the request, at most one more than its limit
 */
export function toConnection<Row, Key>(
  rows: readonly Row[],
  request: PageRequest<Key>,
  keyOf: (row: Row) => Key,
): Connection<Row> {
  const more = rows.length > request.limit;
  const shown = rows.slice(0, request.limit);
  if (request.direction === 'backward') shown.reverse();
  const edges = shown.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  const beside = request.from !== undefined;
  return {
    edges,
    pageInfo: {
      hasNextPage: request.direction === 'forward' ? more : beside,
      hasPreviousPage: request.direction === 'backward' ? more : beside,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decodeCursor<Key>(cursor: string, isKey: (value: unknown) => value is Key): Key {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isKey(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new RuleError(
    'BAD_USER_INPUT',
    'This cursor does not belong to this list. Use one that the list answered.',
  );
}
