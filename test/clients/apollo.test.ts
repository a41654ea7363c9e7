import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ApolloClient, gql } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { createApolloClient, followWithApollo } from './setup/apollo.ts';
import { recordFetch, type SentRequest } from './support/recording-fetch.ts';
import {
  ALL_PARTS,
  PARTS,
  REFUSE,
  type RestartableGateway,
  restartAfterTwoParts,
  SIGN_IN,
  STORY,
  type StoryData,
  startRestartableGateway,
  THING,
  tell,
  token,
} from './support/stories.ts';

/** What of a request says how its document was named. */
function outlineOf({ method, url, body, status }: SentRequest) {
  const { query, extensions } =
    method === 'GET'
      ? Object.fromEntries(url.searchParams)
      : (JSON.parse(body) as { query?: string; extensions?: unknown });
  return {
    method,
    status,
    hasText: query !== undefined,
    hasHash: JSON.stringify(extensions).includes('sha256Hash'),
  };
}

describe('Apollo Client', { timeout: 180_000 }, () => {
  let server: RestartableGateway;
  let client: ApolloClient;
  before(async () => {
    server = await startRestartableGateway();
    client = createApolloClient(server.endpoint, token);
  });
  after(() => server[Symbol.asyncDispose]());

  it('asks by GET with a hash: a miss is sent again with its text, from then on it is a hit', async () => {
    using requests = recordFetch();
    const query = gql(THING);
    const first = await client.query({ query, variables: { id: 't1' } });
    assert.equal((first.data as { thing: { title: string } }).thing.title, 'First');
    assert.deepEqual(requests.sent.map(outlineOf), [
      { method: 'GET', status: 200, hasText: false, hasHash: true },
      { method: 'POST', status: 200, hasText: true, hasHash: true },
    ]);
    requests.sent.length = 0;
    const second = await client.query({ query, variables: { id: 't2' } });
    assert.equal((second.data as { thing: { title: string } }).thing.title, 'Second');
    assert.deepEqual(requests.sent.map(outlineOf), [
      { method: 'GET', status: 200, hasText: false, hasHash: true },
    ]);
  });

  it('sends a mutation by POST, by its hash, too', async () => {
    using requests = recordFetch();
    const mutation = gql(SIGN_IN);
    for (let time = 0; time < 2; time += 1) {
      const { data } = await client.mutate({ mutation, variables: { name: 'Ada' } });
      assert.equal((data as { signIn: { name: string } }).signIn.name, 'Ada');
    }
    const outline = { method: 'POST', status: 200, hasHash: true };
    assert.deepEqual(requests.sent.map(outlineOf), [
      { ...outline, hasText: false },
      { ...outline, hasText: true },
      { ...outline, hasText: false },
    ]);
    const signIns = server.gateway.auth.calls.filter(({ query }) => query.includes('signIn'));
    assert.equal(signIns.length, 2);
  });

  it('is told the code and the path of an error', async () => {
    const error = await client.query({ query: gql(REFUSE) }).catch((thrown: unknown) => thrown);
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0]?.extensions?.code, 'FORBIDDEN');
    assert.deepEqual(error.errors[0]?.path, ['refuse']);
  });

  it('is told why a multipart subscription is refused', async () => {
    const error = await new Promise<unknown>((resolve, reject) => {
      const sink = { next: reject, error: resolve, complete: () => reject() };
      followWithApollo(client, gql(STORY), { id: 'nothing' }, sink);
    });
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0]?.extensions?.code, 'NOT_FOUND');
  });

  it('follows a multipart subscription by its hash, and goes on after a cursor', async () => {
    await tell(server.eventLog, 't1', 1, PARTS);
    const follow = (after?: string) =>
      new Promise<StoryData['story'][]>((resolve, reject) => {
        const parts: StoryData['story'][] = [];
        client.subscribe<StoryData>({ query: gql(STORY), variables: { id: 't1', after } }).subscribe({
          next: ({ data, error }) => (data ? parts.push(data.story) : reject(error)),
          error: reject,
          complete: () => resolve(parts),
        });
      });
    const whole = await follow();
    assert.deepEqual(
      whole.map(({ sequence }) => sequence),
      ALL_PARTS,
    );
    using requests = recordFetch();
    assert.deepEqual(await follow(whole[2]?.cursor), whole.slice(3));
    assert.deepEqual(requests.sent.map(outlineOf), [
      { method: 'GET', status: 200, hasText: false, hasHash: true },
    ]);
  });

  it('goes on after the last event when the gateway restarts: none is lost, none comes twice', async () => {
    await tell(server.eventLog, 't2', 1, 2);
    const parts: number[] = [];
    const restart = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    followWithApollo<StoryData>(
      client,
      gql(STORY),
      { id: 't2' },
      {
        next({ story: { sequence } }) {
          parts.push(sequence);
          if (sequence === 2) restart.resolve();
        },
        error: done.reject,
        complete: done.resolve,
      },
    );
    await restart.promise;
    await restartAfterTwoParts(server, 't2');
    await done.promise;
    assert.deepEqual(parts, ALL_PARTS);
  });
});
