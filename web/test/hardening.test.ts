import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEntry } from '../src/features/hardening/entry-checks.ts';
import { watchIdle } from '../src/session/idle.ts';

const answering = (answer: (query: string) => object): typeof fetch =>
  (async (_input: unknown, init: RequestInit) => {
    assert.equal(init.credentials, 'omit');
    const { query } = JSON.parse(String(init.body)) as { query: string };
    return new Response(JSON.stringify(answer(query)));
  }) as typeof fetch;

describe('what a stranger gets', () => {
  it('passes where all is refused, and fails where it is answered or cannot be asked', async () => {
    const refused = { errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }] };
    const strict = await checkEntry(answering(() => refused));
    assert.deepEqual(
      strict.map(({ passed }) => passed),
      [true, true],
    );
    const open = await checkEntry(answering(() => ({ data: { __schema: {}, __typename: 'Query' } })));
    assert.deepEqual(
      open.map(({ passed }) => passed),
      [false, false],
    );
    const away = await checkEntry(() => Promise.reject(new TypeError('offline')));
    assert.deepEqual(
      away.map(({ passed }) => passed),
      [false, false],
    );
  });
});

describe('the idle watch', () => {
  it('goes on while somebody is active, in whichever tab, and tells once when nobody is', () => {
    let now = 0;
    let active = 0;
    let idle = 0;
    let next: { task: () => void; at: number } | undefined;
    const stop = watchIdle({
      lastActive: () => active,
      now: () => now,
      schedule: (task, milliseconds) => {
        next = { task, at: now + milliseconds };
        return () => {
          next = undefined;
        };
      },
      onIdle: () => {
        idle += 1;
        next = undefined;
      },
      idleMilliseconds: 900,
    });
    assert.equal(next?.at, 900);
    active = 600;
    now = 900;
    next?.task();
    assert.deepEqual([idle, next?.at], [0, 1_500]);
    now = 1_500;
    next?.task();
    assert.deepEqual([idle, next], [1, undefined]);
    stop();
  });
});
