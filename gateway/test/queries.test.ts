import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createInternalTokenVerifier, INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { getIntrospectionQuery } from 'graphql';
import { post, readAnswer } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';

describe('queries through the gateway', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway[Symbol.asyncDispose]());

  it('joins subgraphs', async () => {
    const { status, data, errors } = await post(gateway.url, {
      query: '{ me { name } thing(id: "t1") { title owner { name } } }',
    });
    assert.equal(status, 200);
    assert.deepEqual(errors, []);
    assert.deepEqual(data, { me: { name: 'Ada' }, thing: { title: 'First', owner: { name: 'Ada' } } });
  });

  it('answers the introspection query of the usual tools', async () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
    });
    const { status, errors } = await post(gateway.url, { query });
    assert.deepEqual({ status, errors }, { status: 200, errors: [] });
  });

  it('tells each subgraph who asks, in a token for that subgraph only', async () => {
    gateway.auth.calls.length = 0;
    gateway.things.calls.length = 0;
    await post(
      gateway.url,
      { query: '{ thing(id: "t1") { owner { name } } }' },
      { authorization: 'Bearer ada' },
    );
    const [thingsToken, authToken] = [gateway.things, gateway.auth].map(({ calls }) =>
      String(calls[0]?.headers[INTERNAL_TOKEN_HEADER]),
    );
    assert.ok(thingsToken && authToken);
    const forThings = createInternalTokenVerifier(gateway.publicKeyPem, 'things');
    const forAuth = createInternalTokenVerifier(gateway.publicKeyPem, 'auth');
    const caller = { kind: 'person', personId: 'u1', sessionId: 's-u1', workspaceRoles: { w1: 'OWNER' } };
    assert.deepEqual(await forThings.verify(thingsToken), caller);
    assert.deepEqual(await forAuth.verify(authToken), caller);
    assert.equal(await forAuth.verify(thingsToken), undefined);
  });

  it('A23 passes no header of the client on to a subgraph', async () => {
    gateway.auth.calls.length = 0;
    await post(
      gateway.url,
      { query: '{ me { id } }' },
      {
        [INTERNAL_TOKEN_HEADER]: 'forged',
        cookie: 'session=x',
        authorization: 'Bearer ada',
        'x-user-id': 'u9',
      },
    );
    const [call] = gateway.auth.calls;
    assert.notEqual(call?.headers[INTERNAL_TOKEN_HEADER], 'forged');
    for (const name of ['cookie', 'authorization', 'x-user-id'])
      assert.equal(call?.headers[name], undefined, name);
  });

  it('passes the request id on, takes a sane one and makes one otherwise', async () => {
    gateway.auth.calls.length = 0;
    const given = await post(gateway.url, { query: '{ me { id } }' }, { 'x-request-id': 'abc-123' });
    assert.equal(given.headers.get('x-request-id'), 'abc-123');
    assert.equal(gateway.auth.calls[0]?.headers['x-request-id'], 'abc-123');
    const forged = await post(gateway.url, { query: '{ me { id } }' }, { 'x-request-id': 'a b{"level":60}' });
    assert.match(String(forged.headers.get('x-request-id')), /^[0-9a-f-]{36}$/);
  });

  it('passes cookies of the subgraph that may set them', async () => {
    const { headers } = await post(gateway.url, { query: 'mutation { signIn(name: "ada") { id } }' });
    assert.equal(headers.get('set-cookie'), 'session=abc; HttpOnly');
  });

  it('refuses a credential that is not good with 401 in the form of GraphQL', async () => {
    const { status, errors, headers } = await post(
      gateway.url,
      { query: '{ me { id } }' },
      { authorization: 'Bearer no' },
    );
    assert.equal(status, 401);
    assert.equal(errors[0]?.extensions.code, 'UNAUTHENTICATED');
    assert.equal(headers.get('www-authenticate'), 'Bearer');
  });

  it('A13 masks what is internal and names the request', async () => {
    const { data, errors, text } = await post(
      gateway.url,
      { query: '{ crash }' },
      { 'x-request-id': 'crash-1' },
    );
    assert.deepEqual(data, { crash: null });
    assert.deepEqual(errors[0]?.extensions, { code: 'INTERNAL_SERVER_ERROR', requestId: 'crash-1' });
    assert.deepEqual(errors[0]?.path, ['crash']);
    assert.doesNotMatch(text, /postgres|stack|things/);
  });

  it('passes coded errors of a subgraph on', async () => {
    const { errors } = await post(gateway.url, { query: '{ refuse }' });
    assert.equal(errors[0]?.message, 'Only owners may do this.');
    assert.deepEqual(errors[0]?.extensions, { code: 'FORBIDDEN' });
  });

  it('answers null where a value must be with an error', async () => {
    const { data, errors } = await post(gateway.url, { query: '{ broken }' });
    assert.equal(data, null);
    assert.equal(errors[0]?.extensions.code, 'INTERNAL_SERVER_ERROR');
  });

  it('F32 gives up on a subgraph that does not answer in time', async () => {
    const { data, errors } = await post(gateway.url, { query: '{ slow me { id } }' });
    assert.deepEqual(data, { slow: null, me: { id: 'u1' } });
    assert.equal(errors[0]?.extensions.code, 'SERVICE_UNAVAILABLE');
    assert.deepEqual(errors[0]?.path, ['slow']);
  });

  it('A3 refuses batches', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ me { id } }' }]),
    });
    assert.equal(response.status, 400);
  });

  for (const depth of [13, 500]) {
    it(`A6 refuses depth ${depth}`, async () => {
      const query = `{ me { ${'friends { '.repeat(depth - 2)} id ${'} '.repeat(depth - 2)} } }`;
      const { status } = await post(gateway.url, { query });
      assert.equal(status, 400);
    });
  }

  it('A9 refuses a fragment bomb quickly', async () => {
    const fragments = Array.from(
      { length: 20 },
      (_, index) =>
        `fragment F${index} on User { a: friends { ...F${index + 1} } b: friends { ...F${index + 1} } }`,
    );
    const query = `{ me { ...F0 } } ${fragments.join(' ')} fragment F20 on User { id }`;
    const { status } = await post(gateway.url, { query });
    assert.equal(status, 400);
  });

  it('says in our words that a document is nested too deeply', async () => {
    const { status, text } = await post(gateway.url, { query: `${'{me'.repeat(2_400)}${'}'.repeat(2_400)}` });
    assert.equal(status, 400);
    assert.doesNotMatch(text, /call stack/);
  });

  it('A10 refuses a fragment cycle', async () => {
    const query =
      '{ me { ...A } } fragment A on User { friends { ...B } } fragment B on User { friends { ...A } }';
    assert.equal((await post(gateway.url, { query })).status, 400);
  });

  it('A12 suggests nothing, A14 keeps messages short', async () => {
    const typo = await post(gateway.url, { query: '{ mee { id } }' });
    assert.equal(typo.status, 400);
    assert.doesNotMatch(typo.text, /Did you mean/);
    const long = await post(gateway.url, { query: `{ ${'x'.repeat(90_000)} }` });
    assert.equal(long.status, 400);
    assert.ok(Buffer.byteLength(String(long.errors[0]?.message)) <= 1_024);
  });

  it('A5 answers many faults with two errors at most', async () => {
    const query = `{ me { id ${Array.from({ length: 10 }, (_, index) => `@d${index}`).join(' ')} } }`;
    const { status, errors } = await post(gateway.url, { query });
    assert.equal(status, 400);
    assert.ok(errors.length <= 2);
  });

  it('names an operation that does not exist and variables that do not fit', async () => {
    const operation = await post(gateway.url, { query: 'query A { me { id } }', operationName: 'B' });
    assert.equal(operation.status, 400);
    assert.equal(operation.errors[0]?.extensions.code, 'OPERATION_RESOLUTION_FAILURE');
    const variables = await post(gateway.url, { query: 'query ($id: ID!) { thing(id: $id) { id } }' });
    assert.equal(variables.status, 400);
    assert.equal(variables.errors[0]?.extensions.code, 'BAD_USER_INPUT');
  });

  it('A17 reads no other encoding than UTF-8', async () => {
    const withCharset = (charset: string) =>
      post(
        gateway.url,
        { query: '{ me { id } }' },
        { 'content-type': `application/json; charset=${charset}` },
      );
    assert.equal((await withCharset('utf-7')).status, 415);
    assert.equal((await withCharset('UTF-8')).status, 200);
  });

  it('A18 refuses what another site could send', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const body = '{"query":"mutation { signIn(name: \\"x\\") { id } }"}';
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      assert.equal(response.status, 400, type);
    }
  });

  it('A19 refuses mutations by GET', async () => {
    const query = encodeURIComponent('mutation { signIn(name: "x") { id } }');
    const headers = { 'apollo-require-preflight': 'true' };
    const answer = await readAnswer(await fetch(`${gateway.url}/graphql?query=${query}`, { headers }));
    assert.equal(answer.status, 405);
  });

  it('refuses a body of more than 1 MB and one that is no JSON', async () => {
    assert.equal((await post(gateway.url, { query: `{ me { id } } #${'x'.repeat(1_100_000)}` })).status, 413);
    const headers = { 'content-type': 'application/json' };
    const broken = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: '{"query": ' });
    assert.equal(broken.status, 400);
  });

  it('tells how a subscription is to be sent', async () => {
    const { status, errors } = await post(gateway.url, {
      query: 'subscription { story(thingId: "t1") { delta } }',
    });
    assert.equal(status, 400);
    assert.match(String(errors[0]?.message), /text\/event-stream/);
  });
});

describe('a subgraph that is down', () => {
  it('F31 costs what it owns and nothing else', async () => {
    await using gateway = await startTestGateway();
    await gateway.auth[Symbol.asyncDispose]();
    const { status, data, errors } = await post(gateway.url, {
      query: '{ things { title owner { name } } me { id } }',
    });
    assert.equal(status, 200);
    assert.deepEqual(data, {
      things: [
        { title: 'First', owner: null },
        { title: 'Second', owner: null },
      ],
      me: null,
    });
    const places = errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]).sort();
    assert.deepEqual(places, [
      ['me', 'SERVICE_UNAVAILABLE'],
      ['things.0.owner', 'SERVICE_UNAVAILABLE'],
      ['things.1.owner', 'SERVICE_UNAVAILABLE'],
    ]);
  });
});

describe('introspection', () => {
  const query = '{ __schema { queryType { name } } }';
  it('is for signed-in people where that is set', async () => {
    await using gateway = await startTestGateway({ introspection: 'signed-in' });
    assert.equal((await post(gateway.url, { query })).status, 400);
    assert.equal((await post(gateway.url, { query }, { authorization: 'Bearer ada' })).status, 200);
    assert.equal((await post(gateway.url, { query: '{ __typename }' })).status, 200);
  });

  it('A11 is off where that is set', async () => {
    await using gateway = await startTestGateway({ introspection: 'off' });
    assert.equal((await post(gateway.url, { query }, { authorization: 'Bearer ada' })).status, 400);
  });
});
