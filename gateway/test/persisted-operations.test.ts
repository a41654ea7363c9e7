import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import {
  documentHash,
  type RegisteredOperation,
} from '@codexcontinue/platform/operations/operation-manifest';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import type { DocumentStore } from '../src/operations/document-store.ts';
import { createRedisDocumentStore } from '../src/operations/redis-document-store.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { type SentOperation, TRANSPORTS } from './support/transports.ts';

const named = (text: string): SentOperation => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: documentHash(text) } },
});
const codesOf = ({ errors }: { errors: readonly { extensions: Record<string, unknown> }[] }) =>
  errors.map(({ extensions }) => extensions.code);

/** A store that shows what was kept. */
function observedStore(): DocumentStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    get: async (hash) => texts.get(hash),
    set: async (hash, text) => void texts.set(hash, text),
    close: async () => {},
  };
}

const BODY = 'query Title($id: ID!) { thing(id: $id) { title } }';
const REGISTERED: RegisteredOperation = { id: documentHash(BODY), body: BODY, name: 'Title', type: 'query' };

describe('documents that are named by their hash', () => {
  let gateway: TestGateway;
  const documentStore = observedStore();
  before(async () => {
    gateway = await startTestGateway({ documentStore, manifests: new Map([['mobile', [REGISTERED]]]) });
  });
  after(() => gateway[Symbol.asyncDispose]());

  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    it(`are asked for once and known from then on, over ${transport}`, async () => {
      const query = `query Over${transport} { me { name } }`;
      assert.deepEqual(codesOf(await send(gateway.url, named(query))), ['PERSISTED_QUERY_NOT_FOUND']);
      const data = { me: { name: 'Ada' } };
      assert.deepEqual((await send(gateway.url, { query, ...named(query) })).data, data);
      assert.deepEqual((await send(gateway.url, named(query))).data, data);
    });

    it(`are answered at once when they are registered, over ${transport}`, async () => {
      const variables = { id: 't2' };
      const data = { thing: { title: 'Second' } };
      const ways: SentOperation[] = [
        named(BODY),
        { documentId: `sha256:${REGISTERED.id}` },
        { id: REGISTERED.id },
      ];
      for (const way of ways) {
        assert.deepEqual((await send(gateway.url, { ...way, variables })).data, data);
      }
      assert.ok(!documentStore.texts.has(REGISTERED.id));
    });

    it(`are refused when the hash is another text's, over ${transport}`, async () => {
      const query = '{ me { id } }';
      const reply = await send(gateway.url, { query, ...named('{ me { name } }') });
      assert.deepEqual(codesOf(reply), ['BAD_REQUEST']);
      assert.ok(!documentStore.texts.has(documentHash(query)));
    });
  }

  it('are kept only after they have passed validation and every limit', async () => {
    const refused = [
      '{ nothing }',
      '{ me {',
      `{ me { ${'friends { '.repeat(20)} id ${'} '.repeat(20)} } }`,
      'query A { me { id } } query B { me { id } }',
      'mutation { a: signIn(name: "a") { id } b: signIn(name: "a") { id } c: signIn(name: "a") { id } d: signIn(name: "a") { id } e: signIn(name: "a") { id } f: signIn(name: "a") { id } }',
    ];
    for (const query of refused) {
      const { errors } = await post({ query, ...named(query) });
      assert.notEqual(errors.length, 0);
      assert.ok(!documentStore.texts.has(documentHash(query)), query);
    }
  });

  it('are not found, whatever a hash is made of', async () => {
    for (const sha256Hash of [
      '',
      '__proto__',
      'x'.repeat(100_000),
      null,
      7,
      {},
      REGISTERED.id.toUpperCase(),
    ]) {
      const { errors } = await post({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
      assert.deepEqual(codesOf({ errors }), ['PERSISTED_QUERY_NOT_FOUND']);
    }
  });

  const post = (operation: SentOperation) => {
    const send = TRANSPORTS.POST;
    assert.ok(send);
    return send(gateway.url, operation);
  };
});

describe('documents that are named while Redis is away', () => {
  it('are asked for and answered, never by an internal error', async () => {
    const logger = createLogger('test', 'silent');
    const url = `redis://127.0.0.1:${await freePort()}`;
    await using gateway = await startTestGateway({
      documentStore: createRedisDocumentStore({ url, logger }),
    });
    const query = '{ me { name } }';
    for (const send of Object.values(TRANSPORTS)) {
      assert.deepEqual(codesOf(await send(gateway.url, named(query))), ['PERSISTED_QUERY_NOT_FOUND']);
      assert.deepEqual((await send(gateway.url, { query, ...named(query) })).data, { me: { name: 'Ada' } });
    }
  });
});
