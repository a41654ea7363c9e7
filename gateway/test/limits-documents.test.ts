import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  getIntrospectionQuery,
  NoFragmentCyclesRule,
  parse,
  type ValidationRule,
  validate,
} from 'graphql';
import { readOperationDocuments } from '../../schema/src/operations.ts';
import { createAliasLimitRule } from '../src/graphql/alias-limit.ts';
import { refuseDangerousNames } from '../src/graphql/dangerous-names.ts';
import { createRepetitionLimitRule } from '../src/graphql/repetition-limit.ts';

const SCHEMA = buildSchema(`
  scalar JSON
  type Query { me: User  users: [User!]!  echo(value: JSON, filter: Filter): String  found: [Found!] }
  type Mutation { signIn(email: String): User  signOut: Boolean }
  type User { id: ID!  name: String  friend: User }
  type Robot { id: ID!  maker: User }
  union Found = User | Robot
  input Filter { name: String }
`);
const aliases = createAliasLimitRule(30);
const repetitions = createRepetitionLimitRule({ maximum: 30, maximumMutations: 5 });
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const faults = (rule: ValidationRule, text: string, schema = SCHEMA) =>
  validate(schema, parse(text), [rule]).map(({ message }) => message);

describe('limits of a document', () => {
  it('A1 refuses 101 aliases of __typename', () => {
    assert.deepEqual(faults(aliases, `{ ${times(101, (i) => `a${i}: __typename`)} }`), [
      'The operation has more than the 30 aliases allowed here.',
    ]);
    assert.deepEqual(faults(aliases, `{ ${times(30, (i) => `a${i}: __typename`)} }`), []);
  });

  it('A1 counts aliases at every depth and through fragments', () => {
    const spread = `{ me { ...F friend { ...F friend { ...F ... on User { ...F } } } } } fragment F on User { ${times(8, (i) => `a${i}: id`)} }`;
    assert.equal(faults(aliases, spread).length, 1);
    assert.equal(faults(aliases, spread.replace('... on User { ...F }', 'id')).length, 0);
  });

  it('A2 refuses 100 aliased sign-ins, and more than five mutations however they are written', () => {
    assert.ok(
      faults(repetitions, `mutation { ${times(100, (i) => `a${i}: signIn(email: "e") { id }`)} }`).length > 0,
    );
    assert.deepEqual(
      faults(
        repetitions,
        `mutation { ${times(3, () => 'signOut ...F')} } fragment F on Mutation { signOut }`,
      ),
      ['A document carries at most 5 mutations.'],
    );
    assert.deepEqual(faults(repetitions, `mutation { ${times(5, (i) => `a${i}: signOut`)} }`), []);
    assert.deepEqual(
      faults(repetitions, `{ ${times(20, (i) => `a${i}: me { id }`)} }`),
      [],
      'queries have their aliases',
    );
  });

  it('A4 refuses one field 500 times, directly, inline and through fragments', () => {
    for (const body of [
      times(500, () => 'me { id }'),
      times(500, (i) => `a${i}: me { id }`),
      times(500, () => '... { me { id } }'),
      times(50, () => '...F'),
    ]) {
      const found = faults(
        repetitions,
        `{ ${body} } fragment F on Query { ${times(10, () => 'me { id }')} }`,
      );
      assert.deepEqual(found, ['"me" is selected more than 30 times at one place.'], body.slice(0, 40));
    }
    assert.equal(faults(repetitions, `{ me { ${times(31, () => 'id')} } }`).length, 1);
  });

  it('lets fragments on several types select the same', () => {
    assert.deepEqual(
      faults(repetitions, '{ found { ... on User { id } ... on Robot { id maker { id } } } }'),
      [],
    );
  });

  it('A9 measures a fragment bomb fragment by fragment', () => {
    const bomb = `{ me { ...F0 } } ${times(60, (i) => `fragment F${i} on User { a: id ...F${i + 1} ...F${i + 1} }`)} fragment F60 on User { b: id }`;
    // Spread out these are 2^60 fields: counting them one by one would not end.
    assert.equal(faults(aliases, bomb).length, 1);
    assert.ok(faults(repetitions, bomb).length > 0);
  });

  it('A10 ends on fragments that spread each other, which another rule refuses', () => {
    const cycle = '{ me { ...A } } fragment A on User { a: id ...B } fragment B on User { b: id ...A }';
    assert.deepEqual([...faults(aliases, cycle), ...faults(repetitions, cycle)], []);
    assert.equal(faults(NoFragmentCyclesRule, cycle).length, 1);
  });

  it('A20 refuses dangerous names wherever a client chooses one', () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      for (const text of [
        `{ ${name}: me { id } }`,
        `query ($${name}: JSON) { echo(value: $${name}) }`,
        `query ${name} { me { id } }`,
        `{ me { ...${name} } } fragment ${name} on User { id }`,
        `{ echo(value: { a: [{ ${name}: 1 }] }) }`,
      ]) {
        assert.deepEqual(faults(refuseDangerousNames, text), [`Nothing can be called "${name}" here.`], text);
      }
    }
    assert.deepEqual(
      faults(refuseDangerousNames, '{ constructors: me { id } echo(value: { proto: 1 }) }'),
      [],
    );
  });

  it("leaves the web app's operations and the tools' introspection alone", () => {
    const read = (path: string) => fileURLToPath(new URL(`../../schema/${path}`, import.meta.url));
    const schema = buildSchema(readFileSync(read('api.graphql'), 'utf8'));
    const documents = readOperationDocuments(read('operations'));
    assert.ok(documents.length > 5);
    for (const { path, text } of [...documents, { path: 'introspection', text: getIntrospectionQuery() }]) {
      for (const rule of [aliases, repetitions, refuseDangerousNames]) {
        assert.deepEqual(faults(rule, text, schema), [], path);
      }
    }
  });
});
