import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql';
import { coordinatesOf, deprecatedAmong } from '../src/operations/document-coordinates.ts';
import { normalisedText } from '../src/operations/normalised-document.ts';
import {
  documentHash,
  formatManifest,
  ManifestError,
  parseManifest,
  type RegisteredOperation,
} from '../src/operations/operation-manifest.ts';

const schema = buildSchema(`
  interface Named { name: String }
  type User implements Named { id: ID! name: String old: Int @deprecated(reason: "x") friends(first: Int, order: Order): [User] }
  type Pet implements Named { name: String }
  enum Order { UP DOWN @deprecated(reason: "y") }
  input Filter { text: String  nested: Filter  order: Order }
  union Found = User | Pet
  type Query { me: User  named: Named  find(filter: Filter, flat: Filter @deprecated(reason: "z")): [Found] }
`);
const coordinates = (text: string, name?: string) => coordinatesOf(schema, parse(text), name);

describe('the coordinates of a document', () => {
  it('are its fields, arguments and enum values, through fragments', () => {
    assert.deepEqual(
      coordinates('query A { me { ...F } } fragment F on User { friends(first: 1, order: UP) { id } }'),
      [
        'ID',
        'Int',
        'Order',
        'Order.UP',
        'Query',
        'Query.me',
        'User',
        'User.friends',
        'User.friends(first:)',
        'User.friends(order:)',
        'User.id',
      ],
    );
  });

  it('count an input type with all it has when a variable may hold any of it', () => {
    const found = coordinates('query A($f: Filter) { find(filter: $f) { __typename } }');
    for (const coordinate of ['Filter.text', 'Filter.nested', 'Order.DOWN', 'Query.find(filter:)']) {
      assert.ok(found.includes(coordinate), coordinate);
    }
    assert.ok(!found.includes('Query.find(flat:)'));
  });

  it('count of an input object that is written out only what is written', () => {
    const found = coordinates('{ find(filter: { nested: { text: "a" } }) { ... on Pet { name } } }');
    assert.ok(found.includes('Filter.nested') && found.includes('Filter.text') && found.includes('Pet.name'));
    assert.ok(!found.includes('Filter.order'));
  });

  it('count what is asked of an interface for its types too', () => {
    assert.ok(coordinates('{ named { name } }').includes('Pet.name'));
  });

  it('are those of the operation that runs, not of others in the document', () => {
    const text = 'query A { me { id } } query B { named { name } }';
    assert.ok(!coordinates(text, 'A').includes('Query.named'));
    assert.ok(coordinates(text).includes('Query.named'));
  });

  it('are told apart by whether they are deprecated', () => {
    const used = coordinates(
      '{ me { old id friends(order: DOWN) { id } } find(flat: { text: "a" }) { __typename } }',
    );
    assert.deepEqual(deprecatedAmong(schema, used), ['Order.DOWN', 'Query.find(flat:)', 'User.old']);
  });
});

describe('the normalised text of a document', () => {
  const TEXT = 'query A($f: Filter) { me { id ...F } } fragment F on User { name friends { id } }';

  it('is the same whatever the blanks, the order of definitions and the plain __typename', () => {
    const expected = normalisedText(parse(TEXT));
    for (const variant of [
      stripIgnoredCharacters(TEXT),
      print(parse(TEXT)),
      'fragment F on User { __typename name, friends { id __typename } } query A($f: Filter) { me { __typename id ...F } } # end',
    ]) {
      assert.equal(normalisedText(parse(variant)), expected);
    }
  });

  it('is another one for another alias, argument, directive or field', () => {
    const texts = [
      '{ me { id } }',
      '{ me { a: id } }',
      '{ me { a: __typename } }',
      '{ me { id @skip(if: true) } }',
      '{ me { id name } }',
      '{ me { __typename } }',
      '{ me { friends(first: 1) { id } } }',
      '{ me { friends(first: 2) { id } } }',
    ].map((text) => normalisedText(parse(text)));
    assert.equal(new Set(texts).size, texts.length);
  });
});

describe('a manifest', () => {
  const operation = fc
    .record({ name: fc.stringMatching(/^[A-Z][a-z]{0,8}$/), type: fc.constantFrom('query', 'mutation') })
    .map(({ name, type }): RegisteredOperation => {
      const body = `${type} ${name} { a }`;
      return { id: documentHash(body), body, name, type: type as 'query' };
    });

  it('is read as it was written, in one order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(operation, { selector: ({ id }) => id }), (operations) => {
        const text = formatManifest(operations);
        assert.equal(formatManifest(operations.toReversed()), text);
        assert.deepEqual(
          new Set(parseManifest(text).map(({ id }) => id)),
          new Set(operations.map(({ id }) => id)),
        );
      }),
    );
  });

  it('is refused when it is none, or when an id stands for another text', () => {
    const body = 'query A { a }';
    const wrap = (entry: unknown) =>
      JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: [entry] });
    const good = { id: documentHash(body), body, name: 'A', type: 'query' };
    assert.equal(parseManifest(wrap(good)).length, 1);
    for (const text of [
      '',
      'null',
      '[]',
      '{"format":"other","version":1,"operations":[]}',
      wrap(null),
      wrap({ ...good, id: documentHash('query A { b }') }),
      wrap({ ...good, type: 'fragment' }),
      wrap({ ...good, name: undefined }),
    ]) {
      assert.throws(() => parseManifest(text), ManifestError, text);
    }
  });
});
