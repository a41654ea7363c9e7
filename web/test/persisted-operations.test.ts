import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createRequest, formatDocument, stringifyDocument, type TypedDocumentNode } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { OPERATION_IDS } from '../src/__generated__/operation-ids.ts';
import * as generated from '../src/__generated__/operations.ts';
import * as ofThePlayground from '../src/__generated__/playground-operations.ts';
import { persistedFetch } from '../src/api/persisted-fetch.ts';

const modules: unknown = { ...generated, ...ofThePlayground };
const documents = Object.entries(modules as Record<string, TypedDocumentNode>)
  .filter(([name]) => !name.endsWith('FragmentDoc'))
  .map(([, document]) => document);

/** The text that goes over the wire: queries and mutations through the cache, subscriptions past it. */
function sentText(document: TypedDocumentNode): { name: string; text: string } {
  const [operation] = (document as DocumentNode).definitions;
  assert.ok(operation?.kind === 'OperationDefinition' && operation.name);
  const { query } = createRequest(document, {});
  const sent = operation.operation === 'subscription' ? document : formatDocument(query);
  return { name: operation.name.value, text: stringifyDocument(sent) };
}

describe('registered operations of the web app', () => {
  it('are all it sends, by the hashes of the very texts it sends', () => {
    const hashes = documents.map((document) => {
      const { name, text } = sentText(document);
      return [name, createHash('sha256').update(text).digest('hex')];
    });
    assert.deepEqual(Object.fromEntries(hashes), OPERATION_IDS);
  });
});

describe('fetching by name', () => {
  const IDS = { Me: 'abc' };
  const BODY = JSON.stringify({ query: 'query Me { me }', operationName: 'Me', variables: { a: 1 } });

  function harness(...replies: unknown[]) {
    const bodies: unknown[] = [];
    const fetch = persistedFetch(IDS, async (_input, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return Response.json(replies.shift(), { status: 200 });
    });
    return { bodies, send: (body = BODY) => fetch('/graphql', { method: 'POST', body }) };
  }

  it('sends the hash in place of the text', async () => {
    const { bodies, send } = harness({ data: { me: 1 } });
    assert.deepEqual(await (await send()).json(), { data: { me: 1 } });
    assert.deepEqual(bodies, [
      {
        operationName: 'Me',
        variables: { a: 1 },
        extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } },
      },
    ]);
  });

  it('sends the text to a gateway that does not know the hash, and goes on so', async () => {
    const notFound = { errors: [{ message: 'x', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] };
    const { bodies, send } = harness(notFound, { data: 1 }, { data: 2 });
    assert.deepEqual(await (await send()).json(), { data: 1 });
    assert.deepEqual(await (await send()).json(), { data: 2 });
    assert.deepEqual(bodies.slice(1), [JSON.parse(BODY), JSON.parse(BODY)]);
  });

  it('sends what is not registered as it is', async () => {
    const other = JSON.stringify({ query: 'query Other { me }', operationName: 'Other' });
    const { bodies, send } = harness({ data: 1 });
    await send(other);
    assert.deepEqual(bodies, [JSON.parse(other)]);
  });
});
