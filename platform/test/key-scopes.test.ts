import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayOnlyRead, mayUseScope } from '../src/callers.ts';
import type { Caller } from '../src/identity.ts';
import { ANY_KEY, guardByScopes, type ScopeTable } from '../src/key-scopes.ts';

type Guarded = Record<string, Record<string, (...args: unknown[]) => unknown>>;

const person = { kind: 'person', personId: 'p', sessionId: 's', workspaceRoles: {} } as const;
const key = (...scopes: string[]) => ({ ...person, keyId: 'k', scopes });
const answer = () => 'answer';
const RESOLVERS = {
  Query: { book: answer, hidden: answer },
  Mutation: { write: answer },
  Book: { __resolveReference: answer, title: answer, notes: answer },
  Secret: { __resolveReference: answer },
};
const SCOPES: ScopeTable = {
  'Query.book': 'books:read',
  'Mutation.write': 'books:write',
  Book: ANY_KEY,
  'Book.notes': 'notes:read',
};

describe('the scopes of API keys', () => {
  const guarded = guardByScopes(RESOLVERS, SCOPES) as Guarded;
  const ask = (type: string, field: string, caller: Caller) => {
    const context = { caller };
    const args = field === '__resolveReference' ? [{}, context, {}] : [{}, {}, context, {}];
    try {
      return guarded[type]?.[field]?.(...args);
    } catch (error) {
      return (error as { extensions: { code: string } }).extensions.code;
    }
  };

  it('A51 open what they name, and for root fields and entities nothing else', () => {
    const reader = key('books:read');
    assert.equal(ask('Query', 'book', reader), 'answer');
    assert.equal(ask('Query', 'hidden', reader), 'FORBIDDEN');
    assert.equal(ask('Mutation', 'write', reader), 'FORBIDDEN');
    assert.equal(ask('Book', '__resolveReference', key()), 'answer');
    assert.equal(ask('Book', 'title', key()), 'answer');
    assert.equal(ask('Book', 'notes', reader), 'FORBIDDEN');
    assert.equal(ask('Book', 'notes', key('notes:read')), 'answer');
    assert.equal(ask('Secret', '__resolveReference', key('books:read', 'books:write', '*')), 'FORBIDDEN');
    assert.equal(ask('Query', 'book', key('books:write')), 'answer');
    assert.equal(ask('Query', 'book', key()), 'FORBIDDEN');
  });

  it('bind nobody but API keys', () => {
    for (const caller of [
      person,
      { ...person, scopes: [] },
      { kind: 'anonymous' },
      { kind: 'gateway' },
    ] as const) {
      for (const [type, fields] of Object.entries(RESOLVERS)) {
        for (const field of Object.keys(fields)) assert.equal(ask(type, field, caller), 'answer', field);
      }
    }
  });

  it('cannot be asked for by a table that names what is not there', () => {
    assert.throws(() => guardByScopes(RESOLVERS, { 'Query.bok': 'books:read' }), /Query\.bok/);
  });

  it('that write read too, in their own domain', () => {
    assert.equal(mayUseScope(key('a:write'), 'a:read'), true);
    assert.equal(mayUseScope(key('a:read'), 'a:write'), false);
    assert.equal(mayUseScope(key('a:write'), 'b:read'), false);
    assert.equal(mayUseScope(key(), 'a:read'), false);
    assert.deepEqual(
      [key('a:read'), key(), key('a:read', 'b:write'), person, { ...person, scopes: ['read'] }].map(
        mayOnlyRead,
      ),
      [true, true, false, false, false],
    );
  });
});
