import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ConnectionArguments,
  type PageRequest,
  readPageRequest,
  toConnection,
} from '../src/connections.ts';
import { RuleError } from '../src/errors.ts';

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** What a store does: the rows in the direction of the request, one more than asked for. */
function rowsOf(all: readonly number[], { limit, from, direction }: PageRequest<number>): number[] {
  const ordered = direction === 'forward' ? all : all.toReversed();
  const isBeyond = (row: number) => from === undefined || (direction === 'forward' ? row > from : row < from);
  return ordered.filter(isBeyond).slice(0, limit + 1);
}

function pageOf(all: readonly number[], args: ConnectionArguments) {
  const request = readPageRequest(args, isNumber);
  return toConnection(rowsOf(all, request), request, (row) => row);
}

function assertRefused(args: ConnectionArguments): void {
  assert.throws(
    () => readPageRequest(args, isNumber),
    (error: unknown) => error instanceof RuleError && error.extensions.code === 'BAD_USER_INPUT',
    JSON.stringify(args),
  );
}

describe('connections', () => {
  const list = fc.uniqueArray(fc.integer(), { maxLength: 60 }).map((rows) => rows.toSorted((a, b) => a - b));
  const size = fc.integer({ min: 1, max: 100 });

  it('show every row once, in order, whatever the page size, forward', () => {
    fc.assert(
      fc.property(list, size, (all, first) => {
        const seen: number[] = [];
        let after: string | null = null;
        for (;;) {
          const page = pageOf(all, { first, after });
          assert.equal(page.pageInfo.hasPreviousPage, after !== null);
          seen.push(...page.edges.map(({ node }) => node));
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        assert.deepEqual(seen, all);
      }),
    );
  });

  it('show every row once, in the same order, backward', () => {
    fc.assert(
      fc.property(list, size, (all, last) => {
        const seen: number[] = [];
        let before: string | null = null;
        for (;;) {
          const page = pageOf(all, { last, before });
          assert.equal(page.pageInfo.hasNextPage, before !== null);
          seen.unshift(...page.edges.map(({ node }) => node));
          if (!page.pageInfo.hasPreviousPage) break;
          before = page.pageInfo.startCursor;
        }
        assert.deepEqual(seen, all);
      }),
    );
  });

  it('have 20 rows where nothing is said, and null cursors when empty', () => {
    const page = pageOf(
      Array.from({ length: 30 }, (_, index) => index),
      { first: null, last: null },
    );
    assert.equal(page.edges.length, 20);
    assert.deepEqual(pageOf([], {}).pageInfo, {
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('A7 refuse page sizes out of 1 to 100', () => {
    for (const count of [0, -1, 101, 1_000_000, 2 ** 31 - 1]) {
      assertRefused({ first: count });
      assertRefused({ last: count });
    }
  });

  it('A58 refuse cursors that are none, SQL among them', () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of [
      'x',
      '%00',
      "'; drop table person; --",
      encode("1'; drop table person; --"),
      encode(['1']),
      encode(null),
      encode({ constructor: 1 }),
    ]) {
      assertRefused({ after: cursor });
      assertRefused({ last: 1, before: cursor });
    }
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (cursor) => {
        try {
          readPageRequest({ after: cursor }, isNumber);
        } catch (error) {
          assert.ok(error instanceof RuleError);
        }
      }),
    );
  });
});
