import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { DEFAULT_QUOTAS, type QuotaDefaults } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import { createRedisQuotaStore } from '@codexcontinue/platform/quotas/redis-quota-store';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import type { CallerAuthenticator } from '../src/identity/caller-authenticator.ts';
import { connectSocket, type GraphQLFault, openSse, post } from './support/clients.ts';
import { startTestGateway, testAuthenticator } from './support/gateway.ts';
import { openMultipart } from './support/multipart-client.ts';

const ADA = { authorization: 'Bearer ada' };
const GRACE = { authorization: 'Bearer grace' };
const ME = '{ me { id } }';
const LIVE = 'subscription { thingEvents(thingId: "t1") { kind } }';

const limited = (person: Partial<QuotaDefaults['person']>, store: QuotaStore = createMemoryQuotaStore()) => ({
  store,
  defaults: { ...DEFAULT_QUOTAS, person: { ...DEFAULT_QUOTAS.person, ...person } },
});

type OpenStream = Pick<Awaited<ReturnType<typeof openSse>>, 'response' | 'text' | 'close'>;

interface Refused {
  readonly status: number | undefined;
  readonly retryAfter: string | null | undefined;
  readonly fault: GraphQLFault | undefined;
}

/** The first answer over each transport, as far as it is a refusal. */
const TRANSPORTS: Readonly<Record<string, (url: string, query: string) => Promise<Refused>>> = {
  async POST(url, query) {
    const { status, headers, errors } = await post(url, { query }, ADA);
    return { status, retryAfter: headers.get('retry-after'), fault: errors[0] };
  },
  async GET(url, query) {
    const search = new URLSearchParams({ query });
    const response = await fetch(`${url}/graphql?${search}`, { headers: ADA });
    const { errors = [] } = (await response.json()) as { errors?: GraphQLFault[] };
    return { status: response.status, retryAfter: response.headers.get('retry-after'), fault: errors[0] };
  },
  async SSE(url, query) {
    return refusalOf(await openSse(url, { query }, ADA));
  },
  async multipart(url, query) {
    return refusalOf(await openMultipart(url, { query }, ADA));
  },
  async WebSocket(url, query) {
    const { send, next, socket } = await connectSocket(url, 'Bearer ada');
    send({ id: '1', type: 'subscribe', payload: { query } });
    const { type, payload } = await next();
    socket.close();
    const fault = type === 'error' ? (payload as unknown as GraphQLFault[])[0] : undefined;
    return { status: undefined, retryAfter: undefined, fault };
  },
};

/** What is taken goes on for ever: it is left. */
async function refusalOf({ response, text, close }: OpenStream): Promise<Refused> {
  const { status, headers } = response;
  const body = status === 200 ? '' : await text();
  close();
  return { status, retryAfter: headers.get('retry-after'), fault: faultIn(body) };
}

/** The error in a JSON body, an event or a part. */
function faultIn(body: string): GraphQLFault | undefined {
  const json = /\{.*"errors".*\}/.exec(body)?.[0];
  return json === undefined ? undefined : (JSON.parse(json) as { errors: GraphQLFault[] }).errors[0];
}

function assertRefused({ status, retryAfter, fault }: Refused, quota: string): void {
  assert.equal(fault?.extensions.code, 'RATE_LIMITED');
  assert.equal(fault?.extensions.quota, quota);
  const seconds = Number(fault?.extensions.retryAfterSeconds);
  assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
  assert.match(fault?.message ?? '', /Try again in \d+ seconds\./);
  assert.ok(!('http' in (fault?.extensions ?? {})));
  if (status === undefined) return;
  assert.equal(status, 429);
  assert.equal(retryAfter, String(seconds));
}

describe('the quota of requests', () => {
  for (const [name, send] of Object.entries(TRANSPORTS)) {
    it(`A32 is the same over ${name} as over everything else`, async () => {
      await using gateway = await startTestGateway({ quotas: limited({ requests: 2 }) });
      await post(gateway.url, { query: ME }, ADA);
      const allowed = await send(gateway.url, name === 'SSE' || name === 'multipart' ? LIVE : ME);
      assert.equal(allowed.fault, undefined);
      assertRefused(await send(gateway.url, ME), 'requests');
      assert.equal((await post(gateway.url, { query: ME }, ADA)).status, 429);
    });
  }

  it('is counted for each person apart, and for nobody by the network', async () => {
    const quotas = limited({ requests: 1 });
    const defaults = { ...quotas.defaults, anonymous: { requests: 2, cost: 1_000 } };
    await using gateway = await startTestGateway({ quotas: { ...quotas, defaults } });
    const statuses: number[] = [];
    for (const headers of [ADA, ADA, GRACE, {}, {}, {}])
      statuses.push((await post(gateway.url, { query: ME }, headers)).status);
    assert.deepEqual(statuses, [200, 429, 200, 200, 200, 429]);
  });

  it('counts what cannot be read, too', async () => {
    await using gateway = await startTestGateway({ quotas: limited({ requests: 2 }) });
    const statuses: number[] = [];
    for (const query of ['{', '{ nothing }', ME])
      statuses.push((await post(gateway.url, { query }, ADA)).status);
    assert.deepEqual(statuses, [400, 400, 429]);
  });

  it('asks no subgraph for what is refused', async () => {
    await using gateway = await startTestGateway({ quotas: limited({ requests: 0 }) });
    assert.equal((await post(gateway.url, { query: ME }, ADA)).status, 429);
    assert.equal(gateway.auth.calls.length, 0);
  });

  it('is what was set for the person, and for their API key by itself', async () => {
    const authenticate: CallerAuthenticator = {
      async authenticate(header) {
        const { caller } = await testAuthenticator().authenticate('Bearer ada');
        if (caller.kind !== 'person') throw new Error('no person');
        const quotas = { person: { requests: 1 } };
        const key = header === 'Bearer key' ? { keyId: 'k1', scopes: ['workspaces:read'] } : {};
        return { caller: { ...caller, ...key, quotas } };
      },
    };
    await using gateway = await startTestGateway({ authenticate, quotas: limited({}) });
    const statuses: number[] = [];
    for (const authorization of ['Bearer ada', 'Bearer ada', 'Bearer key', 'Bearer key'])
      statuses.push((await post(gateway.url, { query: ME }, { authorization })).status);
    assert.deepEqual(statuses, [200, 429, 200, 429]);
  });

  it('A67 is less for an API key that was given less, and never more than its person’s', async () => {
    const authenticate: CallerAuthenticator = {
      async authenticate(header) {
        const { caller } = await testAuthenticator().authenticate('Bearer ada');
        if (caller.kind !== 'person') throw new Error('no person');
        if (header === 'Bearer ada') return { caller };
        const quotas = { key: { requests: header === 'Bearer less' ? 1 : 90 } };
        return { caller: { ...caller, keyId: header ?? '', scopes: ['workspaces:read'], quotas } };
      },
    };
    await using gateway = await startTestGateway({ authenticate, quotas: limited({ requests: 2 }) });
    const statusesOf = async (authorization: string) => {
      const statuses: number[] = [];
      for (let count = 0; count < 3; count += 1)
        statuses.push((await post(gateway.url, { query: ME }, { authorization })).status);
      return statuses;
    };
    assert.deepEqual(await statusesOf('Bearer less'), [200, 429, 429]);
    assert.deepEqual(await statusesOf('Bearer more'), [200, 200, 429]);
    assert.deepEqual(await statusesOf('Bearer ada'), [200, 200, 429]);
  });
});

describe('the quota of cost', () => {
  for (const [name, send] of Object.entries(TRANSPORTS)) {
    it(`A32 is the same over ${name} as over everything else`, async () => {
      await using gateway = await startTestGateway({ quotas: limited({ cost: 0 }) });
      assertRefused(await send(gateway.url, ME), 'cost');
    });
  }

  it('A32 holds for subscriptions before they begin', async () => {
    await using gateway = await startTestGateway({ quotas: limited({ cost: 0 }) });
    for (const name of ['SSE', 'multipart', 'WebSocket'])
      assertRefused((await TRANSPORTS[name]?.(gateway.url, LIVE)) as Refused, 'cost');
  });

  it('is used up by what operations are estimated to cost', async () => {
    await using gateway = await startTestGateway({ quotas: limited({ cost: 3 }) });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await post(gateway.url, { query: ME }, ADA)).status);
    assert.deepEqual(statuses, [200, 200, 200, 429]);
    assert.equal((await post(gateway.url, { query: '{ __typename }' }, ADA)).status, 200);
  });
});

describe('what clients are told of their quotas', () => {
  it('is in RateLimit and RateLimit-Policy of every answer', async () => {
    await using gateway = await startTestGateway({ quotas: limited({ requests: 10, cost: 100 }) });
    await post(gateway.url, { query: ME }, ADA);
    const { headers } = await post(gateway.url, { query: ME }, ADA);
    assert.equal(headers.get('ratelimit-policy'), '"requests";q=10;w=60, "cost";q=100;w=60');
    assert.match(headers.get('ratelimit') ?? '', /^"requests";r=8;t=\d+, "cost";r=98;t=\d+$/);
    const stream = await openSse(gateway.url, { query: LIVE }, ADA);
    assert.match(
      stream.response.headers.get('ratelimit') ?? '',
      /^"requests";r=7;t=\d+, "cost";r=\d+;t=\d+$/,
    );
    stream.close();
  });

  it('is in a refusal, too', async () => {
    await using gateway = await startTestGateway({ quotas: limited({ requests: 0 }) });
    const { headers } = await post(gateway.url, { query: ME }, ADA);
    assert.equal(headers.get('ratelimit-policy'), '"requests";q=0;w=60');
    assert.equal(headers.get('ratelimit'), '"requests";r=0;t=0');
  });

  it('is nothing where nothing is counted', async () => {
    await using gateway = await startTestGateway();
    assert.equal((await post(gateway.url, { query: ME }, ADA)).headers.get('ratelimit'), null);
  });
});

describe('quotas while Redis is away', () => {
  it('let operations through, and say so in the log once for many', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    const store = createRedisQuotaStore({ url, logger: createLogger('test', 'silent') });
    await using gateway = await startTestGateway({ quotas: limited({ requests: 0, cost: 0 }, store) });
    for (let count = 0; count < 3; count += 1) {
      const { status, headers } = await post(gateway.url, { query: ME }, ADA);
      assert.equal(status, 200);
      assert.equal(headers.get('ratelimit'), null);
    }
    assert.equal(gateway.log().match(/quotas cannot be counted; operations go through/g)?.length, 1);
    await store.close();
  });
});
