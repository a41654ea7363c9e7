import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { followByEventSource } from './setup/event-source.ts';
import {
  ALL_PARTS,
  FIRST_THING,
  PARTS,
  REFUSE,
  restartAfterTwoParts,
  STORY,
  type StoryData,
  startRestartableGateway,
  THING,
  tell,
  token,
} from './support/stories.ts';

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: unknown; readonly extensions: { readonly code?: unknown } }[];
}

/** All results up to the end. */
function collect(url: string, query: string, variables: Record<string, unknown>): Promise<Result[]> {
  return new Promise((resolve) => {
    const results: Result[] = [];
    followByEventSource(
      url,
      token,
      { query, variables },
      { next: (result) => results.push(result as Result), complete: () => resolve(results) },
    );
  });
}

describe('EventSource', { timeout: 180_000 }, () => {
  it('asks with variables', async () => {
    await using server = await startRestartableGateway();
    assert.deepEqual(await collect(server.endpoint, THING, { id: 't1' }), [{ data: { thing: FIRST_THING } }]);
  });

  it('is told the code and the path of an error', async () => {
    await using server = await startRestartableGateway();
    const [result] = await collect(server.endpoint, REFUSE, {});
    assert.equal(result?.errors?.[0]?.extensions.code, 'FORBIDDEN');
    assert.deepEqual(result?.errors?.[0]?.path, ['refuse']);
  });

  it('goes on after Last-Event-ID when the gateway restarts: none is lost, none comes twice', async () => {
    await using server = await startRestartableGateway();
    await tell(server.eventLog, 't1', 1, 2);
    const parts: number[] = [];
    const restart = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    followByEventSource(
      server.endpoint,
      token,
      { query: STORY, variables: { id: 't1' } },
      {
        next(result) {
          const { sequence } = (result as { data: StoryData }).data.story;
          parts.push(sequence);
          if (sequence === 2) restart.resolve();
        },
        complete: done.resolve,
      },
    );
    await restart.promise;
    await restartAfterTwoParts(server, 't1');
    await done.promise;
    assert.deepEqual(parts, ALL_PARTS);
  });

  it('comes back with a fresh token when one expires, and goes on after the last event', async () => {
    await using server = await startRestartableGateway();
    const tokens = ['brief'];
    const parts: number[] = [];
    await tell(server.eventLog, 't1', 1, 2);
    await new Promise<void>((complete) => {
      const source = followByEventSource(
        server.endpoint,
        () => tokens.pop() ?? 'ada',
        { query: STORY, variables: { id: 't1' } },
        { next: (result) => parts.push((result as { data: StoryData }).data.story.sequence), complete },
      );
      source.addEventListener('error', () => void tell(server.eventLog, 't1', 3, PARTS));
    });
    assert.deepEqual(parts, ALL_PARTS);
    assert.deepEqual(tokens, []);
  });

  it('comes back no more to a subscription that is refused', async () => {
    await using server = await startRestartableGateway();
    const source = followByEventSource(
      server.endpoint,
      token,
      { query: STORY, variables: { id: 'nothing' } },
      { next: () => assert.fail('refused'), complete: () => {} },
    );
    const { code } = await new Promise<{ code?: number | undefined }>((resolve) => {
      source.addEventListener('error', resolve);
    });
    assert.equal(code, 404);
    assert.equal(source.readyState, source.CLOSED);
  });
});
