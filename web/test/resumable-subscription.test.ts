import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  backoffMilliseconds,
  type ResumableOptions,
  resumableSubscription,
  type StreamSink,
} from '../src/api/resumable-subscription.ts';

interface Attempt {
  after: string | undefined;
  sink: StreamSink<number>;
  isClosed: boolean;
}

/** A subscription whose attempts, waits and tokens the test holds in its hand. */
function harness(options: Partial<ResumableOptions<number>> = {}) {
  const attempts: Attempt[] = [];
  const waits: { run: () => void; milliseconds: number }[] = [];
  const seen: number[] = [];
  const happened: string[] = [];
  const subscription = resumableSubscription<number>({
    source: (after, sink) => {
      const attempt = { after, sink, isClosed: false };
      attempts.push(attempt);
      return () => {
        attempt.isClosed = true;
      };
    },
    onValue: (value) => seen.push(value),
    onState: (state) => happened.push(state),
    onExpired: () => happened.push('expired'),
    onEnded: () => happened.push('over'),
    onRefused: (code) => happened.push(code),
    renewToken: async () => true,
    schedule: (run, milliseconds) => {
      const wait = { run, milliseconds };
      waits.push(wait);
      return () => {
        const index = waits.indexOf(wait);
        if (index >= 0) waits.splice(index, 1);
      };
    },
    random: () => 1,
    ...options,
  });
  const last = () => {
    const attempt = attempts.at(-1);
    assert.ok(attempt);
    return attempt;
  };
  const passWait = () => {
    const wait = waits.shift();
    assert.ok(wait, 'nothing is waited for');
    wait.run();
    return wait.milliseconds;
  };
  return { subscription, attempts, waits, seen, happened, last, passWait };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a resumable subscription', () => {
  it('begins without a cursor and ends when the stream is complete', () => {
    const { attempts, last, seen, happened } = harness();
    assert.equal(last().after, undefined);
    last().sink.connected();
    last().sink.next(1, 'c1');
    last().sink.completed();
    assert.deepEqual(seen, [1]);
    assert.deepEqual(happened, ['connecting', 'live', 'ended', 'over']);
    assert.equal(attempts.length, 1);
    assert.equal(last().isClosed, true);
  });

  it('continues after the last cursor when the connection drops', () => {
    const { attempts, last, passWait, seen, happened } = harness();
    last().sink.next(1, 'c1');
    last().sink.next(2, 'c2');
    last().sink.dropped();
    passWait();
    assert.equal(last().after, 'c2');
    last().sink.next(3, 'c3');
    assert.deepEqual(seen, [1, 2, 3]);
    assert.deepEqual(happened, ['connecting', 'live', 'reconnecting', 'live']);
    assert.equal(attempts[0]?.isClosed, true);
  });

  it('does not hear what a closed attempt still reports', () => {
    const { attempts, last, passWait, seen } = harness();
    last().sink.next(1, 'c1');
    last().sink.dropped();
    passWait();
    const [old] = attempts;
    old?.sink.next(1, 'c1');
    old?.sink.completed();
    old?.sink.dropped();
    assert.deepEqual(seen, [1]);
    assert.equal(attempts.length, 2);
  });

  it('waits longer after each failure, and starts over after an event', () => {
    const { last, passWait } = harness();
    const delays = [0, 1, 2].map(() => {
      last().sink.dropped();
      return passWait();
    });
    last().sink.next(1, 'c1');
    last().sink.dropped();
    assert.deepEqual([...delays, passWait()], [250, 500, 1_000, 250]);
  });

  it('says so and restarts without a cursor when the cursor has expired', () => {
    const { last, happened, waits } = harness();
    last().sink.next(1, 'c1');
    last().sink.failed('CURSOR_EXPIRED', 'too old');
    assert.equal(last().after, undefined);
    assert.equal(waits.length, 0);
    assert.ok(happened.includes('expired'));
  });

  it('does not hammer a server that calls the missing cursor expired', () => {
    const { attempts, last, waits } = harness();
    last().sink.failed('CURSOR_EXPIRED', 'too old');
    assert.equal(attempts.length, 1);
    assert.equal(waits.length, 1);
  });

  it('gets a new token and goes on where it was', async () => {
    let renewals = 0;
    const { last, attempts } = harness({
      renewToken: async () => {
        renewals += 1;
        return true;
      },
    });
    last().sink.next(1, 'c1');
    last().sink.failed('UNAUTHENTICATED', 'expired');
    await settled();
    assert.equal(renewals, 1);
    assert.equal(attempts.length, 2);
    assert.equal(last().after, 'c1');
  });

  it('gives up when a new token is refused as well', async () => {
    const { last, happened, attempts } = harness();
    last().sink.failed('UNAUTHENTICATED', 'expired');
    await settled();
    last().sink.failed('UNAUTHENTICATED', 'expired');
    assert.equal(attempts.length, 2);
    assert.deepEqual(happened.slice(-2), ['refused', 'UNAUTHENTICATED']);
  });

  it('gives up when the person is signed out', async () => {
    const { last, happened } = harness({ renewToken: async () => false });
    last().sink.failed('UNAUTHENTICATED', 'expired');
    await settled();
    assert.deepEqual(happened.slice(-2), ['refused', 'UNAUTHENTICATED']);
  });

  it('tries again later when no token could be got', async () => {
    const { last, passWait, attempts } = harness({ renewToken: () => Promise.reject(new Error('offline')) });
    last().sink.failed('UNAUTHENTICATED', 'expired');
    await settled();
    passWait();
    assert.equal(attempts.length, 2);
  });

  it('gives up at once on what will not change, and tries again on the rest', () => {
    const refused = harness();
    refused.last().sink.failed('FORBIDDEN', 'not yours');
    assert.deepEqual(refused.happened.slice(-2), ['refused', 'FORBIDDEN']);
    assert.equal(refused.waits.length, 0);
    for (const code of ['RATE_LIMITED', 'SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', undefined]) {
      const retried = harness();
      retried.last().sink.failed(code, 'later');
      assert.equal(retried.waits.length, 1, String(code));
    }
  });

  it('resumes a stream that was completed before its end', () => {
    let isIncomplete = true;
    const { last, passWait, happened } = harness({ isIncomplete: () => isIncomplete });
    last().sink.next(1, 'c1');
    last().sink.completed();
    passWait();
    assert.equal(last().after, 'c1');
    isIncomplete = false;
    last().sink.completed();
    assert.equal(happened.at(-1), 'over');
  });

  it('reconnects at once when it is woken', () => {
    const { subscription, last, attempts, waits } = harness();
    subscription.wake();
    assert.equal(attempts.length, 1, 'a connection that is open is left alone');
    last().sink.dropped();
    subscription.wake();
    assert.equal(attempts.length, 2);
    assert.equal(waits.length, 0);
  });

  it('is silent once it is stopped', async () => {
    const { subscription, last, waits, seen, attempts } = harness();
    last().sink.dropped();
    subscription.stop();
    assert.equal(waits.length, 0);
    const renewing = harness();
    renewing.last().sink.failed('UNAUTHENTICATED', 'expired');
    renewing.subscription.stop();
    await settled();
    last().sink.next(9, 'c9');
    assert.deepEqual(seen, []);
    assert.equal(attempts.length, 1);
    assert.equal(renewing.attempts.length, 1);
  });

  it('survives a source that fails before it returns', () => {
    let opened = 0;
    let closed = 0;
    const { waits } = harness({
      source: (_after, sink) => {
        opened += 1;
        sink.dropped();
        return () => {
          closed += 1;
        };
      },
    });
    assert.deepEqual([opened, closed, waits.length], [1, 1, 1]);
  });

  it('shows every event of a log once and in order, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }),
        (length, cuts) => {
          const { last, passWait, seen, happened } = harness();
          const send = (count: number) => {
            const from = Number(last().after ?? 0);
            for (let event = from + 1; event <= Math.min(length, from + count); event += 1) {
              last().sink.next(event, String(event));
            }
          };
          for (const cut of cuts) {
            send(cut);
            last().sink.dropped();
            passWait();
          }
          send(length);
          last().sink.completed();
          assert.deepEqual(
            seen,
            Array.from({ length }, (_, index) => index + 1),
          );
          assert.equal(happened.at(-1), 'over');
        },
      ),
    );
  });
});

describe('the backoff', () => {
  it('stays between half of its step and 15 seconds', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = backoffMilliseconds(attempt, random);
        assert.ok(wait >= 125 && wait <= 15_000);
      }),
    );
  });
});
