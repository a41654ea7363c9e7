import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Client, CombinedError } from '@urql/core';
import { createUrqlClient, followWithUrql } from './setup/urql.ts';
import { createUrqlClientWithSocket } from './setup/urql-over-socket.ts';
import {
  ALL_PARTS,
  FIRST_THING,
  isLastPart,
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

describe('urql', { timeout: 180_000 }, () => {
  let server: RestartableGateway;
  let client: Client;
  before(async () => {
    server = await startRestartableGateway();
    client = createUrqlClient(server.endpoint, token);
  });
  after(() => server[Symbol.asyncDispose]());

  it('asks with variables, and answers the same question from its own cache', async () => {
    const first = await client.query(THING, { id: 't1' });
    assert.deepEqual(first.data?.thing, {
      ...FIRST_THING,
      __typename: 'Thing',
      owner: { ...FIRST_THING.owner, __typename: 'User' },
    });
    const asked = server.gateway.things.calls.length;
    const again = await client.query(THING, { id: 't1' });
    assert.deepEqual(again.data, first.data);
    assert.equal(server.gateway.things.calls.length, asked);
  });

  it('sends a mutation', async () => {
    const { data, error } = await client.mutation(SIGN_IN, { name: 'Ada' });
    assert.equal(error, undefined);
    assert.equal(data?.signIn.name, 'Ada');
  });

  it('is told the code and the path of an error', async () => {
    const { error } = await client.query(REFUSE, {});
    assert.equal(error?.graphQLErrors[0]?.extensions.code, 'FORBIDDEN');
    assert.deepEqual(error?.graphQLErrors[0]?.path, ['refuse']);
  });

  it('is told why a subscription over SSE is refused', async () => {
    const error = await new Promise<CombinedError>((resolve, reject) => {
      followWithUrql(client, STORY, { id: 'nothing' }, { next: reject, error: resolve, isLast: () => false });
    });
    assert.equal(error.graphQLErrors[0]?.extensions.code, 'NOT_FOUND');
  });
});

describe('urql while the gateway restarts or a token expires', { timeout: 180_000 }, () => {
  it('goes on over SSE after the last event: none is lost, none comes twice', async () => {
    await using server = await startRestartableGateway();
    const client = createUrqlClient(server.endpoint, token);
    await tell(server.eventLog, 't1', 1, 2);
    const parts: number[] = [];
    const restart = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    followWithUrql<StoryData>(
      client,
      STORY,
      { id: 't1' },
      {
        next({ story: { sequence } }) {
          parts.push(sequence);
          if (sequence === 2) restart.resolve();
          if (sequence === PARTS) done.resolve();
        },
        error: done.reject,
        isLast: isLastPart,
      },
    );
    await restart.promise;
    await restartAfterTwoParts(server, 't1');
    await done.promise;
    assert.deepEqual(parts, ALL_PARTS);
  });

  it('comes back over SSE with a fresh token when one expires', async () => {
    await using server = await startRestartableGateway();
    const parts: number[] = [];
    const client = createUrqlClient(server.endpoint, () => {
      if (parts.length === 0) return 'brief';
      // It is asked for again: only now does the story go on.
      void tell(server.eventLog, 't1', 3, PARTS);
      return 'ada';
    });
    await tell(server.eventLog, 't1', 1, 2);
    await new Promise<void>((resolve, error) => {
      const next = (data: StoryData) => {
        parts.push(data.story.sequence);
        if (isLastPart(data)) resolve();
      };
      followWithUrql<StoryData>(client, STORY, { id: 't1' }, { next, error, isLast: isLastPart });
    });
    assert.deepEqual(parts, ALL_PARTS);
  });

  it('goes on over its WebSocket after the last event: none is lost, none comes twice', async () => {
    await using server = await startRestartableGateway();
    const { client, close } = createUrqlClientWithSocket(server.endpoint, token);
    await tell(server.eventLog, 't1', 1, 2);
    const parts: number[] = [];
    const restart = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    client.subscription<StoryData>(STORY, { id: 't1' }).subscribe(({ data, error, hasNext }) => {
      if (error) done.reject(error);
      if (!data || !hasNext) return;
      parts.push(data.story.sequence);
      if (data.story.sequence === 2) restart.resolve();
      if (isLastPart(data)) done.resolve();
    });
    await restart.promise;
    await restartAfterTwoParts(server, 't1');
    await done.promise;
    assert.deepEqual(parts, ALL_PARTS);
    await close();
  });

  it('is told over its WebSocket why a subscription is refused', async () => {
    await using server = await startRestartableGateway();
    const { client, close } = createUrqlClientWithSocket(server.endpoint, token);
    const { error } = await new Promise<{ error?: CombinedError | undefined }>((resolve) => {
      client.subscription(STORY, { id: 'nothing' }).subscribe(resolve);
    });
    assert.equal(error?.graphQLErrors[0]?.extensions.code, 'NOT_FOUND');
    await close();
  });
});
