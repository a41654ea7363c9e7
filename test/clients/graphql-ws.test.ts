import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSocketClient, followOverSocket } from './setup/graphql-ws.ts';
import {
  ALL_PARTS,
  FIRST_THING,
  PARTS,
  REFUSE,
  restartAfterTwoParts,
  SIGN_IN,
  STORY,
  type StoryData,
  startRestartableGateway,
  THING,
  tell,
  token,
} from './support/stories.ts';

interface Fault {
  readonly path?: readonly unknown[];
  readonly extensions: { readonly code?: unknown };
}

describe('graphql-ws', { timeout: 180_000 }, () => {
  it('asks, and sends mutations, over its socket', async () => {
    await using server = await startRestartableGateway();
    const client = createSocketClient(server.endpoint, token);
    const only = async (query: string, variables: Record<string, unknown>) =>
      (await client.iterate({ query, variables }).next()).value;
    assert.deepEqual(await only(THING, { id: 't1' }), { data: { thing: FIRST_THING } });
    assert.deepEqual(await only(SIGN_IN, { name: 'Ada' }), { data: { signIn: { id: 'u1', name: 'Ada' } } });
    const { errors } = await only(REFUSE, {});
    const [fault] = errors as Fault[];
    assert.equal(fault?.extensions.code, 'FORBIDDEN');
    assert.deepEqual(fault?.path, ['refuse']);
    await client.dispose();
  });

  it('is told why a subscription is refused', async () => {
    await using server = await startRestartableGateway();
    const client = createSocketClient(server.endpoint, token);
    const refusal = await new Promise<unknown>((error, reject) => {
      followOverSocket(client, STORY, { id: 'nothing' }, { next: reject, error, complete: () => reject() });
    });
    assert.equal((refusal as Fault[])[0]?.extensions.code, 'NOT_FOUND');
    await client.dispose();
  });

  it('is closed with 1001 when the gateway restarts, and goes on after the last event', async () => {
    await using server = await startRestartableGateway();
    const client = createSocketClient(server.endpoint, token);
    const closings: number[] = [];
    client.on('closed', (event) => closings.push((event as CloseEvent).code));
    await tell(server.eventLog, 't1', 1, 2);
    const parts: number[] = [];
    const restart = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    followOverSocket<StoryData>(
      client,
      STORY,
      { id: 't1' },
      {
        next({ data }) {
          if (data) parts.push(data.story.sequence);
          if (data?.story.sequence === 2) restart.resolve();
        },
        error: done.reject,
        complete: done.resolve,
      },
    );
    await restart.promise;
    await restartAfterTwoParts(server, 't1');
    await done.promise;
    assert.deepEqual(parts, ALL_PARTS);
    assert.equal(closings[0], 1001);
    await client.dispose();
  });

  it('comes back with a fresh token when one expires, and goes on after the last event', async () => {
    await using server = await startRestartableGateway();
    const tokens = ['brief'];
    const client = createSocketClient(server.endpoint, () => tokens.pop() ?? 'ada');
    const closings: number[] = [];
    client.on('closed', (event) => closings.push((event as CloseEvent).code));
    await tell(server.eventLog, 't1', 1, 2);
    const parts: number[] = [];
    await new Promise<void>((complete, error) => {
      const next = ({ data }: { data?: StoryData | null }) => void parts.push(data?.story.sequence ?? 0);
      followOverSocket<StoryData>(client, STORY, { id: 't1' }, { next, error, complete });
      client.on('closed', () => void tell(server.eventLog, 't1', 3, PARTS));
    });
    assert.deepEqual(parts, ALL_PARTS);
    assert.equal(closings[0], 4403);
    await client.dispose();
  });

  it('would be told everything again without the cursor: that is what makes it go on', async () => {
    await using server = await startRestartableGateway();
    const client = createSocketClient(server.endpoint, token);
    await tell(server.eventLog, 't1', 1, 2);
    const parts: number[] = [];
    const subscription = client.iterate<StoryData>({ query: STORY, variables: { id: 't1' } });
    const take = async () => {
      const { value } = await subscription.next();
      parts.push(value?.data?.story.sequence ?? 0);
    };
    await take();
    await take();
    await server.stop();
    await server.startAgain();
    await take();
    assert.deepEqual(parts, [1, 2, 1]);
    await subscription.return?.(undefined);
    await client.dispose();
  });
});
