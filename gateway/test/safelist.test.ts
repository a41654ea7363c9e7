import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  documentHash,
  type RegisteredOperation,
} from '@codexcontinue/platform/operations/operation-manifest';
import { getIntrospectionQuery } from 'graphql';
import { composeCatalogue, startCatalogue } from './support/catalogue-subgraphs.ts';
import { startTestGateway } from './support/gateway.ts';
import { type SentOperation, TRANSPORTS } from './support/transports.ts';

function registered(body: string, type: RegisteredOperation['type'] = 'query'): RegisteredOperation {
  return { id: documentHash(body), body, name: /\w+ (\w+)/.exec(body)?.[1] ?? '', type };
}
const named = (body: string): SentOperation => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: documentHash(body) } },
});
const codesOf = ({ errors }: { errors: readonly { extensions: Record<string, unknown> }[] }) =>
  errors.map(({ extensions }) => extensions.code);
const REFUSED = ['OPERATION_NOT_REGISTERED'];

const ME = 'query Me { me { name friends { name } } }';
const STORY = 'subscription Story { story(thingId: "t1") { sequence delta } }';
const manifests = new Map([
  ['web', [registered(ME), registered(STORY, 'subscription')]],
  ['mobile', []],
]);
const OTHERS = [
  '{ me { name } }',
  'query Me { me { name friends { id } } }',
  'query Me { me { name friends { name } } } query Other { me { id } }',
  'query Me { me { name friends { name } } things { id } }',
  'subscription Story { story(thingId: "t2") { sequence delta } }',
  'mutation { signIn(name: "a") { id } }',
  '{ nothing }',
  '{ me {',
  getIntrospectionQuery(),
  '{ __typename }',
];

describe('a safelist that is on', () => {
  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    it(`refuses what is not registered, over ${transport}`, async () => {
      await using gateway = await startTestGateway({ manifests, safelist: { mode: 'on', clients: {} } });
      for (const query of OTHERS) {
        assert.deepEqual(codesOf(await send(gateway.url, { query })), REFUSED, query);
        // To send the hash with it registers nothing.
        assert.deepEqual(codesOf(await send(gateway.url, { query, ...named(query) })), REFUSED, query);
        assert.deepEqual(codesOf(await send(gateway.url, named(query))), REFUSED, query);
        // A registered hash does not vouch for another text.
        assert.notDeepEqual(codesOf(await send(gateway.url, { query, ...named(ME) })), [], query);
      }
      assert.equal(gateway.auth.calls.length + gateway.things.calls.length, 0);
    });

    it(`runs what is registered, by its id, its text, or the text written otherwise, over ${transport}`, async () => {
      await using gateway = await startTestGateway({ manifests, safelist: { mode: 'on', clients: {} } });
      for (const operation of [
        named(ME),
        { query: ME },
        { query: ME, ...named(ME) },
        { query: 'query Me {\n  # mine\n  me { __typename, name, friends { name __typename } }\n}' },
      ]) {
        const { data, errors } = await send(gateway.url, operation);
        assert.deepEqual(errors, []);
        assert.match(JSON.stringify(data), /"name":"Ada"/);
      }
    });
  }

  it('runs a registered subscription, with the guard that the gateway asks by itself', async () => {
    await using gateway = await startTestGateway({ manifests, safelist: { mode: 'on', clients: {} } });
    await gateway.eventLog.append('story:t1', { data: { sequence: 1, delta: 'Once' }, sequence: 1 });
    const data = { story: { sequence: 1, delta: 'Once' } };
    for (const transport of ['SSE', 'multipart', 'WebSocket'] as const) {
      const reply = await TRANSPORTS[transport]?.(gateway.url, named(STORY));
      assert.deepEqual(reply, { data, errors: [] }, transport);
    }
    assert.ok(gateway.things.calls.some(({ query }) => query.includes('thing(')));
  });

  it('answers a request that names nothing as it always does', async () => {
    await using gateway = await startTestGateway({ manifests, safelist: { mode: 'on', clients: {} } });
    const reply = await TRANSPORTS.POST?.(gateway.url, { operationName: 'Me' });
    assert.deepEqual(reply && codesOf(reply), ['BAD_REQUEST']);
  });

  it('runs what is registered later, and no longer what is no more', async () => {
    await using gateway = await startTestGateway({ manifests, safelist: { mode: 'on', clients: {} } });
    const send = TRANSPORTS.POST;
    assert.ok(send);
    const query = '{ me { name } }';
    gateway.service.register(new Map([['web', [registered(query)]]]));
    assert.deepEqual(codesOf(await send(gateway.url, { query })), []);
    assert.deepEqual(codesOf(await send(gateway.url, { query: ME })), REFUSED);
  });

  it('gives no client an answer that was kept for one it does not hold', async () => {
    await using catalogue = await startCatalogue();
    await using gateway = await startTestGateway({
      supergraphSdl: composeCatalogue(catalogue),
      manifests,
      safelist: { mode: 'off', clients: { mobile: 'on' } },
    });
    const send = TRANSPORTS.POST;
    assert.ok(send);
    const query = '{ products(first: 2) { upc name } }';
    let calls: number;
    do {
      calls = catalogue.calls();
      assert.deepEqual(codesOf(await send(gateway.url, { query })), []);
    } while (catalogue.calls() > calls);
    assert.deepEqual(codesOf(await send(gateway.url, { query }, 'mobile')), REFUSED);
    assert.deepEqual(codesOf(await send(gateway.url, named(query), 'mobile')), REFUSED);
  });
});

describe('a safelist for some clients', () => {
  const safelist = { mode: 'off', clients: { mobile: 'on', web: 'log' } } as const;

  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    it(`holds for those that give themselves the name, over ${transport}`, async () => {
      await using gateway = await startTestGateway({ manifests, safelist });
      const query = '{ me { name } }';
      assert.deepEqual(codesOf(await send(gateway.url, { query }, 'mobile')), REFUSED);
      assert.deepEqual(codesOf(await send(gateway.url, { query: ME }, 'mobile')), []);
      for (const client of [undefined, 'web', 'other', '__proto__']) {
        assert.deepEqual(codesOf(await send(gateway.url, { query }, client)), [], client);
      }
    });
  }

  it('logs what is not registered once for each operation and client, without variables', async () => {
    await using gateway = await startTestGateway({ manifests, safelist: { mode: 'log', clients: {} } });
    const send = TRANSPORTS.POST;
    assert.ok(send);
    const query = 'query Secretive($name: String!) { callerHeader(name: $name) }';
    const variables = { name: 'a secret of mine' };
    for (const client of ['web', 'web', 'mobile']) {
      assert.deepEqual(codesOf(await send(gateway.url, { query, variables }, client)), []);
    }
    await send(gateway.url, { query: ME }, 'web');
    const lines = gateway
      .log()
      .split('\n')
      .filter((line) => line.includes('not registered'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      lines.map(({ level, client, operationName, hash }) => ({ level, client, operationName, hash })),
      ['web', 'mobile'].map((client) => ({
        level: lines[0]?.level,
        client,
        operationName: 'Secretive',
        hash: documentHash(query),
      })),
    );
    assert.match(String(lines[0]?.level), /^(40|warn)$/);
    assert.doesNotMatch(gateway.log(), /a secret of mine/);
  });
});
