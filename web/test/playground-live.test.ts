import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse, print } from 'graphql';
import type { StreamSink } from '../src/api/resumable-subscription.ts';
import { describeLive, IDLE } from '../src/playground/live/live-state.ts';
import { createLiveSubscription } from '../src/playground/live/live-subscription.ts';
import { withResumeCursor } from '../src/playground/live/resume-document.ts';

const event = (number: number, cursor?: string) => ({
  data: { number },
  ...(cursor && { extensions: { cursor } }),
});

/** A subscription whose attempts and waits the test holds in its hand. */
function harness(renewToken: () => Promise<boolean> = async () => true) {
  const attempts: { after: string | undefined; sink: StreamSink<unknown>; isClosed: boolean }[] = [];
  const waits: (() => void)[] = [];
  const shown: unknown[] = [];
  let completed = 0;
  const live = createLiveSubscription({
    renewToken,
    random: () => 1,
    schedule: (task) => {
      waits.push(task);
      return () => void waits.splice(waits.indexOf(task), 1);
    },
  });
  const start = () =>
    live.start(
      (after, sink) => {
        const attempt = { after, sink, isClosed: false };
        attempts.push(attempt);
        return () => {
          attempt.isClosed = true;
        };
      },
      { next: (result) => shown.push(result), complete: () => (completed += 1) },
    );
  const last = () => {
    const attempt = attempts.at(-1);
    assert.ok(attempt);
    return attempt;
  };
  const send = (number: number, cursor?: string) => last().sink.next(event(number, cursor), cursor);
  return {
    live,
    start,
    attempts,
    shown,
    last,
    send,
    completed: () => completed,
    passWait: () => waits.shift()?.(),
  };
}

describe('the subscription of the playground', () => {
  it('counts events and keeps the last cursor', () => {
    const { live, start, last, send, shown } = harness();
    assert.equal(live.state().status, 'idle');
    start();
    assert.equal(live.state().status, 'connecting');
    last().sink.connected();
    assert.equal(describeLive(live.state()), 'Connected');
    send(1, 'a');
    send(2, 'b');
    send(3);
    const { events, cursor, recent } = live.state();
    assert.deepEqual([events, cursor], [3, 'b']);
    assert.deepEqual(
      recent.map(({ number }) => number),
      [3, 2, 1],
    );
    assert.equal(shown.length, 3);
  });

  it('goes on after the last cursor when the connection broke, and says so', () => {
    const { live, start, last, send, attempts, passWait } = harness();
    start();
    last().sink.connected();
    send(1, 'a');
    last().sink.dropped();
    assert.equal(describeLive(live.state()), 'Reconnecting at cursor a');
    passWait();
    assert.equal(last().after, 'a');
    last().sink.connected();
    assert.equal(describeLive(live.state()), 'Connected, resumed at cursor a');
    send(2, 'b');
    assert.deepEqual([live.state().events, attempts.length], [2, 2]);
    assert.equal(live.state().problem, undefined);
  });

  it('says that events may be missing when there was no cursor to go on after', () => {
    const { live, start, last, passWait } = harness();
    start();
    last().sink.connected();
    last().sink.dropped();
    passWait();
    assert.equal(last().after, undefined);
    last().sink.connected();
    assert.equal(live.state().status, 'live');
    assert.match(live.state().problem ?? '', /may be missing/);
  });

  it('is paused and goes on after its cursor, in the same response', () => {
    const { live, start, last, send, attempts, completed } = harness();
    start();
    last().sink.connected();
    send(1, 'a');
    live.pause();
    assert.equal(describeLive(live.state()), 'Paused at cursor a');
    assert.equal(last().isClosed, true);
    send(2, 'b');
    last().sink.completed();
    assert.deepEqual([live.state().events, live.state().status], [1, 'paused']);
    live.resume();
    live.resume();
    assert.deepEqual([attempts.length, last().after], [2, 'a']);
    last().sink.connected();
    assert.equal(describeLive(live.state()), 'Connected, resumed at cursor a');
    send(2, 'b');
    last().sink.completed();
    assert.deepEqual([live.state().events, live.state().status, completed()], [2, 'ended', 1]);
  });

  it('says in words that its cursor has expired, and goes on from now', () => {
    const { live, start, last, send } = harness();
    start();
    last().sink.connected();
    send(1, 'a');
    live.pause();
    live.resume();
    last().sink.failed('CURSOR_EXPIRED', 'Events are gone.');
    assert.match(live.state().problem ?? '', /not kept any more \(CURSOR_EXPIRED\)/);
    assert.equal(last().after, undefined);
    last().sink.connected();
    assert.match(live.state().problem ?? '', /CURSOR_EXPIRED/);
    send(5, 'e');
    assert.deepEqual([live.state().events, live.state().cursor, live.state().status], [2, 'e', 'live']);
  });

  it('ends with the reason where the person wrote a cursor that is none, or the server refuses', async () => {
    for (const [code, pattern] of [
      ['CURSOR_INVALID', /CURSOR_INVALID/],
      ['FORBIDDEN', /Not for you\. \(FORBIDDEN\)/],
      ['NOT_FOUND', /NOT_FOUND/],
      ['OPERATION_RESOLUTION_FAILURE', /OPERATION_RESOLUTION_FAILURE/],
    ] as const) {
      const { live, start, last, shown, completed, attempts } = harness();
      start();
      last().sink.connected();
      last().sink.failed(code, 'Not for you.');
      assert.match(live.state().problem ?? '', pattern);
      assert.deepEqual([live.state().status, completed(), attempts.length], ['refused', 1, 1], code);
      assert.deepEqual(shown, [{ errors: [{ message: 'Not for you.', extensions: { code } }] }]);
    }
  });

  it('tries again when the server is away, and tells it', () => {
    const { live, start, last, passWait } = harness();
    start();
    last().sink.failed('SERVICE_UNAVAILABLE', 'Away.');
    assert.equal(live.state().status, 'reconnecting');
    assert.match(live.state().problem ?? '', /away just now/);
    passWait();
    assert.equal(last().isClosed, false);
  });

  it('is stopped by GraphiQL, and begins anew with nothing of before', () => {
    const { live, start, last, send } = harness();
    const stop = start();
    last().sink.connected();
    send(1, 'a');
    stop();
    assert.deepEqual([live.state().status, last().isClosed], ['stopped', true]);
    live.resume();
    live.pause();
    assert.equal(live.state().status, 'stopped');
    start();
    assert.deepEqual(live.state(), { ...IDLE, status: 'connecting' });
    assert.equal(last().after, undefined);
    start();
    stop();
    assert.equal(live.state().status, 'connecting');
  });
});

describe('a subscription with a cursor to go on after', () => {
  const resumed = (query: string, name?: string) => {
    const changed = withResumeCursor(query, name);
    return changed && [print(parse(changed.query)).replaceAll(/\s+/g, ' '), changed.variable];
  };

  it('takes it in the variable that is there', () => {
    const query = 'subscription S($id: ID!, $from: Cursor) { events(id: $id, after: $from) { cursor } }';
    assert.deepEqual(withResumeCursor(query, 'S'), { query, variable: 'from' });
  });

  it('takes it in a variable that is added', () => {
    assert.deepEqual(resumed('subscription { events(id: 1) { cursor } }'), [
      'subscription ($after: Cursor) { events(id: 1, after: $after) { cursor } }',
      'after',
    ]);
    assert.deepEqual(
      resumed('subscription($after: ID!) { all: events(id: $after, after: "x") { cursor } }'),
      [
        'subscription ($after: ID!, $after1: Cursor) { all: events(id: $after, after: $after1) { cursor } }',
        'after1',
      ],
    );
  });

  it('changes the operation that is meant, and nothing else', () => {
    const [query] =
      resumed('query A { me { id } } subscription B { b { ...F } } fragment F on E { c }', 'B') ?? [];
    assert.equal(
      query,
      'query A { me { id } } subscription B($after: Cursor) { b(after: $after) { ...F } } fragment F on E { c }',
    );
    assert.equal(
      withResumeCursor('subscription { ...F } fragment F on Subscription { a }', undefined),
      undefined,
    );
    assert.equal(withResumeCursor('subscription { a }', 'Other'), undefined);
  });

  it('A67 always makes a document that parses, with a variable of its own', () => {
    const names = fc.array(fc.constantFrom('after', 'after1', 'after2', 'id'), { maxLength: 4 });
    fc.assert(
      fc.property(names, (used) => {
        const unique = [...new Set(used)];
        const definitions = unique.map((name) => `$${name}: ID`).join(', ');
        const values = unique.map((name) => `x_${name}: $${name}`).join(', ');
        const query = `subscription${definitions && `(${definitions})`} { e${values && `(${values})`} { cursor } }`;
        const changed = withResumeCursor(query, undefined);
        assert.ok(changed && !new Set<string>(used).has(changed.variable));
        parse(changed.query);
      }),
    );
  });
});
