import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse, validate } from 'graphql';
import { createDemandControl } from '../src/demand/demand-control.ts';
import { checkVariables } from '../src/demand/variables-limit.ts';

const SCHEMA = buildSchema(`
  scalar JSON
  type Query { items(first: Int = 500, last: Int, limit: Int): [Item]  search(input: Search, any: [Search]): [Item]  first(first: String): Int  echo(value: JSON): Int }
  type Item { id: ID  items(first: Int): [Item] }
  input Search { text: String  first: Int  more: [Search!] }
`);
const demand = createDemandControl('type Query { a: Int }', SCHEMA, {
  maximumCost: Number.POSITIVE_INFINITY,
});

function assess(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  assert.deepEqual(validate(SCHEMA, document), []);
  return demand.assess(document, undefined, variables);
}

const refused = (message: string | RegExp) => ({
  message,
  extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
});
const tooMany = (name: string, count = 1_000_000) =>
  refused(`"${name}" asks for ${count} items, and at most 100 are given at a time. Ask for pages.`);

function nested(depth: number, leaf = '1'): unknown {
  return JSON.parse(`${'{"a":'.repeat(depth)}${leaf}${'}'.repeat(depth)}`);
}

describe('limits of pages', () => {
  it('A7 refuses first: 1000000, at any depth', () => {
    assert.throws(() => assess('{ items(first: 1000000) { id } }'), tooMany('first'));
    assert.throws(() => assess('{ items(last: 1000000) { id } }'), tooMany('last'));
    assert.throws(
      () => assess('{ items { ...F } } fragment F on Item { items(first: 101) { id } }'),
      tooMany('first', 101),
    );
    assess('{ items(first: 100, last: 100) { id } }');
  });

  it('A8 refuses the same through a variable, and through its default', () => {
    const query = 'query ($n: Int = 5) { items(first: $n) { id } }';
    assert.throws(() => assess(query, { n: 1_000_000 }), tooMany('first'));
    assert.throws(() => assess(query.replace('5', '1000000')), tooMany('first'));
    assess(query, { n: 100 });
    assess(query, { n: null });
    assess(query);
  });

  it('A8 refuses it within inputs, written out or in variables', () => {
    assert.throws(() => assess('{ search(input: { more: [{ first: 1000000 }] }) { id } }'), tooMany('first'));
    assert.throws(
      () => assess('query ($s: Search) { search(input: $s) { id } }', { s: { more: { first: 1_000_000 } } }),
      tooMany('first'),
    );
    assert.throws(
      () =>
        assess('query ($s: [Search]) { search(any: $s) { id } }', {
          s: [{}, { more: [{ first: 1_000_000 }] }],
        }),
      tooMany('first'),
    );
    assert.throws(
      () => assess('query ($n: Int) { search(input: { first: $n }) { id } }', { n: 1_000_000 }),
      tooMany('first'),
    );
    assess('query ($s: Search) { search(input: $s) { id } }', { s: { text: 'x', first: 3, more: null } });
  });

  it('leaves what is no page alone', () => {
    assess('query ($v: JSON) { items(limit: 1000000) { id } first(first: "1000000") echo(value: $v) }', {
      v: { first: 1_000_000 },
    });
  });
});

describe('limits of variables', () => {
  it('A15 refuses variables nested 20,000 deep, and does not overflow', () => {
    const tooDeep = refused('The variables are nested deeper than the 32 levels allowed here.');
    assert.throws(() => checkVariables({ v: nested(20_000) }), tooDeep);
    assert.throws(
      () => checkVariables({ v: JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) }),
      tooDeep,
    );
    assert.throws(() => assess('query ($v: JSON) { echo(value: $v) }', { v: nested(20_000) }), tooDeep);
    checkVariables({ v: nested(32) });
    assert.throws(() => checkVariables({ v: nested(33, '{}') }), tooDeep);
  });

  it('A20 refuses dangerous names of variables and of keys in them, own __proto__ of JSON too', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const message = refused(`A variable, or a key inside one, cannot be called "${key}".`);
      assert.throws(() => checkVariables(JSON.parse(`{"${key}":1}`)), message);
      assert.throws(() => checkVariables(JSON.parse(`{"a":[{"b":{"${key}":{"admin":true}}}]}`)), message);
    }
    assert.equal(({} as { admin?: boolean }).admin, undefined);
  });

  it('takes ordinary variables, and none', () => {
    for (const variables of [undefined, null, {}, { a: [1, 'constructor', null, { b: [] }] }])
      checkVariables(variables);
  });
});
