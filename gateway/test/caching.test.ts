import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  CACHE_INVALIDATION_TOPIC,
  type CacheInvalidation,
  cacheInvalidationEvent,
} from '@codexcontinue/platform/cache-invalidation';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { createRedisEventLog } from '@codexcontinue/platform/event-log/redis-event-log';
import { createInternalTokenSigner, generateSigningKeyPair } from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { type RedisServer, startRedisServer } from '../../platform/test/helpers/redis-server.ts';
import { createNoCacheStore } from '../src/cache/cache-store.ts';
import { createRedisCacheStore } from '../src/cache/redis-cache-store.ts';
import { createGatewayServer, type GatewayDependencies } from '../src/server.ts';
import { composeCatalogue, startCatalogue } from './support/catalogue-subgraphs.ts';
import { collectSse, post } from './support/clients.ts';
import { testAuthenticator } from './support/gateway.ts';

const logger = createLogger('test', 'silent');
const { privateKeyPem } = generateSigningKeyPair();
const ADA = { authorization: 'Bearer ada' };
const GRACE = { authorization: 'Bearer grace' };
const PRODUCTS = '{ products(first: 2) { upc name stock } }';

type Parts = Pick<GatewayDependencies, 'eventLog' | 'cacheStore'>;

/** Two gateways over the same subgraphs. */
async function startReplicas(open: (prefix: string) => Parts) {
  const catalogue = await startCatalogue();
  const prefix = `${randomUUID()}:`;
  const replicas = [open(prefix), open(prefix)].map((parts) => ({
    parts,
    service: createGatewayServer({
      supergraphSdl: composeCatalogue(catalogue),
      port: 0,
      host: '127.0.0.1',
      logger,
      cursorSecret: 'a secret of the tests, long enough',
      authenticate: testAuthenticator(),
      internalTokens: createInternalTokenSigner(privateKeyPem),
      subgraphUrls: {},
      forwardRoutes: [],
      introspection: 'open',
      readinessChecks: [],
      ...parts,
    }),
  }));
  for (const { service } of replicas) await service.start();
  const eventLog = replicas[0]?.parts.eventLog as EventLog;
  const [first = '', second = ''] = replicas.map(({ service }) => service.url);

  async function ask(query: string, headers: Record<string, string> = {}, url = first) {
    const answer = await post(url, { query }, headers);
    assert.deepEqual(answer.errors, []);
    return answer;
  }

  /** Asks until the answer has changed: it must, with nothing more done. */
  async function untilChanged(query: string, before: string, url: string): Promise<string> {
    for (;;) {
      const { text } = await ask(query, {}, url);
      if (text !== before) return text;
    }
  }

  // Nothing is kept until changes can be heard of.
  for (const url of [first, second]) {
    let calls: number;
    do {
      await ask('{ warm: products(first: 1) { upc } }', {}, url);
      calls = catalogue.calls();
      await ask('{ warm: products(first: 1) { upc } }', {}, url);
    } while (catalogue.calls() > calls);
  }
  catalogue.forgetCalls();

  return {
    catalogue,
    first,
    second,
    ask,
    untilChanged,
    eventLog,
    tell: (change: CacheInvalidation) =>
      eventLog.append(CACHE_INVALIDATION_TOPIC, { data: cacheInvalidationEvent(change) }),
    async [Symbol.asyncDispose]() {
      await Promise.all(replicas.map(({ service }) => service.stop()));
      await catalogue[Symbol.asyncDispose]();
      await Promise.all(replicas.map(({ parts }) => parts.eventLog.close()));
    },
  };
}

function describeCaching(name: string, open: (prefix: string) => Parts): void {
  describe(`caching with ${name}`, () => {
    it('answers again without asking, and says how long the answer is good', async () => {
      await using system = await startReplicas(open);
      const asked = await system.ask(PRODUCTS);
      const calls = system.catalogue.calls();
      const again = await system.ask(PRODUCTS);
      assert.equal(again.text, asked.text);
      assert.equal(system.catalogue.calls(), calls);
      assert.equal(asked.headers.get('cache-control'), 'max-age=60, public');
      assert.equal(again.headers.get('cache-control'), 'max-age=60, public');
      assert.match(again.headers.get('age') ?? '', /^\d+$/);
      assert.equal(again.headers.get('content-type'), asked.headers.get('content-type'));
    });

    it('executes a request that came before as it is, once its answer is gone, over a stream too', async () => {
      await using system = await startReplicas(open);
      const asked = {
        query: 'query ($upc: ID!) { product(upc: $upc) { name stock } }',
        variables: { upc: '1' },
        extensions: { client: { tags: ['x'] } },
      };
      const first = await post(system.first, asked);
      assert.equal((await post(system.first, asked)).text, first.text);
      system.catalogue.setStock('1', 3);
      await system.tell({ entities: [{ __typename: 'Product', upc: '1' }] });
      let changed = first;
      while (changed.text === first.text) changed = await post(system.first, asked);
      assert.deepEqual(changed.data, { product: { name: 'Table', stock: 3 } });
      const [streamed] = await collectSse(system.first, asked);
      assert.match(JSON.stringify(streamed), /stock/);
    });

    it('asks for no entity that another operation has brought', async () => {
      await using system = await startReplicas(open);
      await system.ask('query One { product(upc: "1") { stock } }');
      system.catalogue.forgetCalls();
      const { data } = await system.ask('query Two { product(upc: "1") { name stock } }');
      assert.deepEqual(data, { product: { name: 'Table', stock: 7 } });
      assert.deepEqual(system.catalogue.stockCalls(), 0);
      assert.deepEqual(system.catalogue.productCalls(), 1);
    });

    it('keeps nothing that may not be kept: mutations, errors, answers that do not say so', async () => {
      await using system = await startReplicas(open);
      const twice = async (query: string) => {
        system.catalogue.forgetCalls();
        for (let round = 0; round < 2; round += 1) await post(system.first, { query });
        return system.catalogue.calls();
      };
      assert.equal(await twice('mutation { rename(upc: "1", name: "Table") { upc } }'), 2);
      assert.equal(await twice('{ failing }'), 2);
      system.catalogue.products.cacheControl = undefined;
      assert.equal(await twice('{ product(upc: "2") { name } }'), 2);
      system.catalogue.products.cacheControl = 'no-store';
      assert.equal(await twice('{ product(upc: "2") { upc } }'), 2);
    });

    it('never answers one person with what is private to another', async () => {
      await using system = await startReplicas(open);
      system.catalogue.products.cacheControl = 'max-age=60, private';
      const mine = '{ mine { upc } }';
      const of = async (headers: Record<string, string>) => (await system.ask(mine, headers)).text;
      const [ada, grace, nobody] = [await of(ADA), await of(GRACE), await of({})];
      assert.notEqual(ada, grace);
      system.catalogue.forgetCalls();
      assert.deepEqual([await of(ADA), await of(GRACE), await of({})], [ada, grace, nobody]);
      assert.equal(system.catalogue.calls(), 0);
    });

    it('drops on every replica what was made of a changed entity, and nothing else', async () => {
      await using system = await startReplicas(open);
      const one = '{ product(upc: "1") { name stock } }';
      const other = '{ other: product(upc: "2") { stock } }';
      const before = (await system.ask(one)).text;
      for (const url of [system.first, system.second]) {
        assert.equal((await system.ask(one, {}, url)).text, before);
        await system.ask(other, {}, url);
      }
      system.catalogue.setStock('1', 3);
      await system.tell({ entities: [{ __typename: 'Product', upc: '1' }] });
      const changed = await system.untilChanged(one, before, system.first);
      assert.equal(await system.untilChanged(one, before, system.second), changed);
      system.catalogue.forgetCalls();
      await system.ask('{ again: product(upc: "2") { stock } }');
      assert.equal(system.catalogue.stockCalls(), 0);
    });

    it('drops lists when an entity comes to be that they may have to hold', async () => {
      await using system = await startReplicas(open);
      const before = (await system.ask(PRODUCTS)).text;
      system.catalogue.rename('2', 'Bench');
      await system.tell({ entities: [{ __typename: 'Product', upc: '99' }] });
      assert.match(await system.untilChanged(PRODUCTS, before, system.first), /Bench/);
    });

    it('drops what has a @cacheTag, with its arguments filled in', async () => {
      await using system = await startReplicas(open);
      const query = '{ slogan(season: "autumn") winter: slogan(season: "winter") }';
      const before = (await system.ask(query)).text;
      system.catalogue.slogan = 'new';
      await system.tell({ tags: ['slogan-spring'] });
      await system.tell({ tags: ['slogan-winter'] });
      assert.match(await system.untilChanged(query, before, system.first), /new/);
    });

    it('keeps no answer that was asked for before a change it does not show', async () => {
      await using system = await startReplicas(open);
      const query = '{ product(upc: "1") { name } }';
      const { promise, resolve } = Promise.withResolvers<void>();
      system.catalogue.products.hold = promise;
      const late = system.ask(query);
      await system.catalogue.untilAsked();
      await system.tell({ entities: [{ __typename: 'Product', upc: '1' }] });
      // Another answer that depends on it shows when the news has arrived.
      system.catalogue.products.hold = undefined;
      const probe = '{ probe: product(upc: "1") { name } }';
      await system.ask(probe);
      resolve();
      await late;
      system.catalogue.rename('1', 'Desk');
      await system.tell({ entities: [{ __typename: 'Product', upc: '1' }] });
      assert.match(await system.untilChanged(query, (await late).text, system.first), /Desk/);
    });

    it('answers for another document, variables or operation name are others', async () => {
      await using system = await startReplicas(open);
      const query =
        'query A($upc: ID!) { product(upc: $upc) { name } } query B { product(upc: "2") { upc } }';
      const ask = (body: object) =>
        post(system.first, { query, ...body }).then(({ data }) => JSON.stringify(data));
      for (let round = 0; round < 2; round += 1) {
        assert.deepEqual(
          [
            await ask({ operationName: 'A', variables: { upc: '1' } }),
            await ask({ operationName: 'A', variables: { upc: '2' } }),
            await ask({ operationName: 'B' }),
          ],
          ['{"product":{"name":"Table"}}', '{"product":{"name":"Chair"}}', '{"product":{"upc":"2"}}'],
        );
      }
    });
  });
}

describeCaching(
  'the log in memory',
  (() => {
    // Two gateways of one system share the log.
    const logs = new Map<string, EventLog>();
    return (prefix: string): Parts => {
      const eventLog = logs.get(prefix) ?? createMemoryEventLog();
      logs.set(prefix, eventLog);
      return { eventLog, cacheStore: createNoCacheStore() };
    };
  })(),
);

describe('with Redis', () => {
  let redis: RedisServer;
  before(async () => {
    redis = await startRedisServer();
  });
  after(() => redis.stop());
  const open = (keyPrefix: string): Parts => ({
    eventLog: createRedisEventLog({ url: redis.url, logger, keyPrefix }),
    cacheStore: createRedisCacheStore(redis.url, logger, keyPrefix),
  });

  describeCaching('Redis', open);

  it('finds in Redis what another gateway has kept', async () => {
    await using system = await startReplicas(open);
    const query = '{ product(upc: "1") { name } }';
    // What can be kept is learned from the first answer.
    await system.ask(query, {}, system.second);
    await system.tell({ entities: [{ __typename: 'Product', upc: '1' }] });
    system.catalogue.rename('1', 'Desk');
    const before = '{"data":{"product":{"name":"Table"}}}\n';
    await system.untilChanged(query, before, system.first);
    let calls: number;
    do {
      calls = system.catalogue.calls();
      await system.ask(query, {}, system.second);
    } while (system.catalogue.calls() > calls);
    assert.match((await system.ask(query, {}, system.second)).text, /Desk/);
  });

  it('lets requests through when Redis is away, and answers nothing old when it is back', async () => {
    await using system = await startReplicas(open);
    const query = '{ product(upc: "1") { name } }';
    const before = (await system.ask(query)).text;
    await redis.kill();
    system.catalogue.rename('1', 'Desk');
    assert.match(await system.untilChanged(query, before, system.first), /Desk/);
    await redis.restart();
    // The change is told as soon as it can be, as by an outbox.
    const told = () => system.tell({ entities: [{ __typename: 'Product', upc: '1' }] }).then(() => true);
    while (!(await told().catch(() => false)));
    for (let round = 0; round < 20; round += 1) assert.match((await system.ask(query)).text, /Desk/);
  });
});
