import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createMemoryEventLog } from '../../platform/src/event-log/memory-event-log.ts';
import {
  type Caller,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  INTERNAL_TOKEN_HEADER,
} from '../../platform/src/identity.ts';
import { createPgBossJobs } from '../../platform/src/jobs/pg-boss-jobs.ts';
import { createLogger } from '../../platform/src/log.ts';
import { createRedisSharedSeenTokens } from '../../platform/src/redis-shared-seen-tokens.ts';
import { createFilesystemStorage } from '../../platform/src/storage/filesystem-storage.ts';
import { openEmptyPglite } from '../../platform/test/helpers/empty-pglite.ts';
import { startRedisServer } from '../../platform/test/helpers/redis-server.ts';
import { migrations } from '../../subgraphs/ml/src/migrations.ts';
import { createMlServer } from '../../subgraphs/ml/src/server.ts';
import { ask, createWorkspace, signUp } from '../helpers/identity-clients.ts';
import { type IdentityRig, startIdentityRig } from '../helpers/identity-rig.ts';

const SUBGRAPHS = ['auth', 'business', 'ml'] as const;
const QUESTIONS = [
  { query: '{ __typename }' },
  { query: '{ _service { sdl } }' },
  {
    query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
    variables: { of: [] },
  },
  { query: '{ __schema { queryType { name } } }' },
];
const GATEWAY: Caller = { kind: 'gateway' };

describe('services trust the gateway and nobody else', { timeout: 180_000 }, () => {
  let rig: IdentityRig;
  let url: string;
  before(async () => {
    rig = await startIdentityRig({ replicas: 1 });
    url = rig.urls[0] ?? '';
  });
  after(() => rig[Symbol.asyncDispose]());

  async function post(name: (typeof SUBGRAPHS)[number], body: object, token?: string): Promise<number> {
    const response = await fetch(`${rig.subgraphs[name].url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { [INTERNAL_TOKEN_HEADER]: token }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    assert.doesNotMatch(text, response.status === 401 ? /data|Query|stack/ : /stack/);
    return response.status;
  }

  for (const name of SUBGRAPHS) {
    it(`A22 ${name} answers nothing that comes without a token`, async () => {
      for (const question of QUESTIONS) {
        assert.equal(await post(name, question), 401, question.query);
        assert.equal(await post(name, question, 'x.y.z'), 401, question.query);
        const search = new URLSearchParams({ query: question.query });
        assert.equal((await fetch(`${rig.subgraphs[name].url}/graphql?${search}`)).status, 401);
        assert.equal(await post(name, question, await rig.internalSigner.sign(GATEWAY, name)), 200);
      }
    });

    it(`A24 ${name} takes a token once, and none that is altered, or for another service`, async () => {
      const [question] = QUESTIONS;
      assert.ok(question);
      const good = await rig.internalSigner.sign(GATEWAY, name);
      const parts = good.split('.');
      const altered = `${parts[0]}.${parts[1]}.${Buffer.from('another signature').toString('base64url')}`;
      const stranger = createInternalTokenSigner(generateSigningKeyPair().privateKeyPem);
      const others = SUBGRAPHS.filter((other) => other !== name);
      const bad = [
        altered,
        await stranger.sign(GATEWAY, name),
        ...(await Promise.all(others.map((other) => rig.internalSigner.sign(GATEWAY, other)))),
      ];
      for (const token of bad) assert.equal(await post(name, question, token), 401);
      assert.equal(await post(name, question, good), 200);
      for (const again of QUESTIONS) assert.equal(await post(name, again, good), 401);
      const contested = await rig.internalSigner.sign(GATEWAY, name);
      const statuses = await Promise.all(Array.from({ length: 10 }, () => post(name, question, contested)));
      assert.equal(statuses.filter((status) => status === 200).length, 1);
    });
  }

  it('A24 a token that asked for authority asks for nothing more', async () => {
    const token = await rig.internalSigner.sign(GATEWAY, 'auth');
    const address = `${rig.subgraphs.auth.url}/internal/authority?personId=x`;
    const headers = { [INTERNAL_TOKEN_HEADER]: token };
    assert.equal((await fetch(address, { headers })).status, 404);
    assert.equal((await fetch(address, { headers })).status, 401);
  });

  it('A23 the gateway passes no internal header on, however good it is', async () => {
    const ada = await signUp(url);
    const workspaceId = await createWorkspace(url, ada);
    const caller: Caller = {
      kind: 'person',
      personId: ada.id,
      sessionId: ada.id,
      workspaceRoles: { [workspaceId]: 'OWNER' },
    };
    const token = await rig.internalSigner.sign(caller, 'auth');
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [INTERNAL_TOKEN_HEADER]: token,
        'X-CodexContinue-Internal': token,
      },
      body: JSON.stringify({ query: '{ me { id } }' }),
    });
    assert.deepEqual(await response.json(), { data: { me: null } });
    assert.equal((await ask(url, ada, '{ me { id } }')).me.id, ada.id);
    const forwarded = await fetch(`${url}/api/auth/../../internal/authority`, {
      headers: { [INTERNAL_TOKEN_HEADER]: await rig.internalSigner.sign(GATEWAY, 'auth') },
    });
    assert.equal(forwarded.status, 404);
  });
});

describe('replicas of a service', { timeout: 180_000 }, () => {
  it('A24 take a token at one of them, once', async () => {
    await using stack = new AsyncDisposableStack();
    const logger = createLogger('test', 'silent');
    const redis = await startRedisServer();
    stack.defer(() => redis.stop());
    const database = await openEmptyPglite(migrations);
    stack.defer(() => database.close());
    const jobs = createPgBossJobs(database, { logger });
    await jobs.start();
    stack.defer(() => jobs.stop(1_000));
    const { privateKeyPem, publicKeyPem } = generateSigningKeyPair();
    const signer = createInternalTokenSigner(privateKeyPem);
    const urls: string[] = [];
    for (let replica = 0; replica < 2; replica += 1) {
      const seenTokens = createRedisSharedSeenTokens({ url: redis.url, logger });
      stack.defer(() => seenTokens.close());
      const ml = createMlServer({
        host: '127.0.0.1',
        port: 0,
        database,
        jobs,
        eventLog: createMemoryEventLog(),
        storage: createFilesystemStorage('/nowhere'),
        logger,
        tokenVerifier: createInternalTokenVerifier(publicKeyPem, 'ml', seenTokens),
        ollamaUrl: undefined,
        work: false,
      });
      await ml.start();
      stack.defer(() => ml.stop());
      urls.push(ml.url);
    }
    const ask = async (url: string, token: string) => {
      const headers = { 'content-type': 'application/json', [INTERNAL_TOKEN_HEADER]: token };
      const body = JSON.stringify({ query: '{ __typename }' });
      return (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status;
    };
    const [first = '', second = ''] = urls;
    for (const [here, there] of [
      [first, second],
      [second, first],
    ] as const) {
      const token = await signer.sign(GATEWAY, 'ml');
      assert.equal(await ask(here, token), 200);
      assert.equal(await ask(there, token), 401);
      assert.equal(await ask(here, token), 401);
    }
    const contested = await signer.sign(GATEWAY, 'ml');
    const statuses = await Promise.all([first, second, first, second].map((url) => ask(url, contested)));
    assert.deepEqual(statuses.toSorted(), [200, 401, 401, 401]);
  });
});
