import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors, CombinedProtocolErrors } from '@apollo/client/errors';
import { eventually, startTestGateway, type TestGateway } from './support/gateway.ts';
import { collectParts, openMultipart } from './support/multipart-client.ts';

const STORY = 'subscription ($after: Cursor) { story(thingId: "t1", after: $after) { sequence delta } }';
const LIVE = 'subscription { thingEvents(thingId: "t1") { kind } }';
const ADA = { authorization: 'Bearer ada' };

async function tell(gateway: TestGateway, count: number): Promise<void> {
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const data = { sequence, delta: `d${sequence}`, thing: null };
    await gateway.eventLog.append('story:t1', { data, sequence, final: sequence === count });
  }
}

function clientOf(gateway: TestGateway, headers: Record<string, string> = ADA): ApolloClient {
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: new HttpLink({ uri: `${gateway.url}/graphql`, headers }),
  });
}

describe('a subscription over multipart', () => {
  it('is what the protocol says, to the byte', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1);
    const stream = await openMultipart(gateway.url, { query: STORY }, ADA);
    assert.equal(stream.response.status, 200);
    assert.equal(
      stream.response.headers.get('content-type'),
      'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
    );
    assert.equal(stream.response.headers.get('cache-control'), 'no-store');
    const text = await stream.text();
    const cursor = /"cursor":"([^"]+)"/.exec(text)?.[1];
    const event = { payload: { data: { story: { sequence: 1, delta: 'd1' } }, extensions: { cursor } } };
    const part = (body: unknown) =>
      `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(body)}\r\n--graphql`;
    assert.equal(text, `\r\n--graphql${part({})}${part(event)}--\r\n`);
  });

  for (const accept of [
    'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9',
    'multipart/mixed;subscriptionSpec="1.0", application/json',
    'application/json, multipart/mixed; boundary="graphql"; SUBSCRIPTIONSPEC=1.0',
  ]) {
    it(`is given for Accept: ${accept}`, async () => {
      await using gateway = await startTestGateway();
      await tell(gateway, 2);
      const parts = await collectParts(gateway.url, { query: STORY }, { ...ADA, accept });
      assert.deepEqual(
        parts.map(({ payload }) => payload?.data?.story),
        [
          { sequence: 1, delta: 'd1' },
          { sequence: 2, delta: 'd2' },
        ],
      );
    });
  }

  it('resumes after a cursor, given as variable or header', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 3);
    const whole = await collectParts(gateway.url, { query: STORY }, ADA);
    const after = whole[0]?.payload?.extensions?.cursor;
    const rest = whole.slice(1);
    assert.deepEqual(await collectParts(gateway.url, { query: STORY, variables: { after } }, ADA), rest);
    const headers = { ...ADA, 'last-event-id': String(after) };
    assert.deepEqual(await collectParts(gateway.url, { query: STORY }, headers), rest);
  });

  it('beats while nothing happens', async () => {
    await using gateway = await startTestGateway({ transportLimits: { heartbeatMilliseconds: 60 } });
    const stream = await openMultipart(gateway.url, { query: LIVE }, ADA);
    for (let beats = 0; beats < 3; beats += 1) assert.deepEqual(await stream.next(), {});
    stream.close();
  });

  it('A34 ends with an error of the transport when the token has expired', async () => {
    await using gateway = await startTestGateway();
    const parts = await collectParts(gateway.url, { query: LIVE }, { authorization: 'Bearer brief' });
    assert.equal(parts.length, 1);
    assert.equal(parts[0]?.payload, null);
    assert.equal(parts[0]?.errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  });

  it('F28 is told that the gateway stops', async () => {
    await using gateway = await startTestGateway();
    const stream = await openMultipart(gateway.url, { query: LIVE }, ADA);
    await stream.next();
    const [text] = await Promise.all([stream.text(), gateway.service.stop()]);
    assert.match(text, /\{"payload":null,"errors":\[.*"SERVICE_UNAVAILABLE".*\]\}\r\n--graphql--\r\n$/);
  });

  it('is refused by JSON where that is taken, by a part where not', async () => {
    await using gateway = await startTestGateway();
    const query = LIVE.replace('t1', 'nothing');
    const asJson = await openMultipart(gateway.url, { query }, ADA);
    assert.equal(asJson.response.status, 404);
    assert.match(String(asJson.response.headers.get('content-type')), /^application\/json/);
    assert.equal(JSON.parse(await asJson.text()).errors[0].extensions.code, 'NOT_FOUND');
    const accept = 'multipart/mixed;subscriptionSpec=1.0';
    const asPart = await openMultipart(gateway.url, { query }, { ...ADA, accept });
    assert.equal(asPart.response.status, 404);
    assert.deepEqual(await asPart.next(), {});
    const part = await asPart.next();
    assert.equal(part?.payload, null);
    assert.equal(part?.errors?.[0]?.extensions.code, 'NOT_FOUND');
    assert.equal(await asPart.next(), undefined);
  });

  it('is not needed for queries and mutations: they are answered by JSON, cookies included', async () => {
    await using gateway = await startTestGateway();
    const query = await openMultipart(gateway.url, { query: '{ me { name } }' }, ADA);
    assert.equal(query.response.status, 200);
    assert.deepEqual(JSON.parse(await query.text()), { data: { me: { name: 'Ada' } } });
    const mutation = await openMultipart(
      gateway.url,
      { query: 'mutation { signIn(name: "ada") { id } }' },
      {},
    );
    assert.deepEqual(JSON.parse(await mutation.text()), { data: { signIn: { id: 'u1' } } });
    assert.equal(mutation.response.headers.get('set-cookie'), 'session=abc; HttpOnly');
  });
});

describe('Apollo Client', () => {
  it('follows a subscription to its end', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 3);
    const received: unknown[] = [];
    await new Promise<void>((complete, error) => {
      clientOf(gateway)
        .subscribe({ query: gql(STORY) })
        .subscribe({ next: ({ data, extensions }) => received.push({ data, extensions }), complete, error });
    });
    assert.deepEqual(
      received.map((value) => (value as { data: { story: { delta: string } } }).data.story.delta),
      ['d1', 'd2', 'd3'],
    );
    for (const value of received)
      assert.ok((value as { extensions: { cursor: string } }).extensions.cursor.length > 0);
  });

  it('is told why a subscription ends, and why one is refused', async () => {
    await using gateway = await startTestGateway();
    const expired = await firstError(clientOf(gateway, { authorization: 'Bearer brief' }), LIVE);
    assert.ok(CombinedProtocolErrors.is(expired));
    assert.equal(expired.errors[0]?.extensions?.code, 'UNAUTHENTICATED');
    const refused = await firstError(clientOf(gateway), LIVE.replace('t1', 'nothing'));
    assert.ok(CombinedGraphQLErrors.is(refused));
    assert.equal(refused.errors[0]?.extensions?.code, 'NOT_FOUND');
  });

  it('stops a subscription by going away', async () => {
    await using gateway = await startTestGateway();
    let received = 0;
    const subscription = clientOf(gateway)
      .subscribe({ query: gql(LIVE) })
      .subscribe({ next: () => (received += 1) });
    await eventually(() => gateway.things.calls.length === 1, 'the guard has run');
    while (received === 0) {
      await gateway.eventLog.append('thing:t1', { data: { kind: 'A' } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    subscription.unsubscribe();
    // It is over on the gateway, too: nothing holds up its end.
    await gateway.service.stop();
  });
});

function firstError(client: ApolloClient, query: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.subscribe({ query: gql(query) }).subscribe({
      next: ({ error }) => {
        if (error) resolve(error);
      },
      error: resolve,
      complete: () => reject(new Error('completed without an error')),
    });
  });
}
