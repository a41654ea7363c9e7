import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import type { LetGo } from '../src/data/expired-store.ts';
import { createExpiredRounds, FIRST_ROUND_MILLISECONDS, ROUND_MILLISECONDS } from '../src/expired-rounds.ts';

const NOTHING: LetGo = { sessions: 0, proofs: 0, attempts: 0, signInFailures: 0, invitations: 0 };

describe('rounds that let go of what is over', () => {
  it('F20 begin soon after the start, come every hour, also after one that failed, and end with auth', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
    const at: number[] = [];
    const letGo = async (now: Date) => {
      at.push(now.getTime());
      if (at.length === 1) throw new Error('the database is away');
      return NOTHING;
    };
    const rounds = createExpiredRounds({ letGo }, createLogger('test', 'silent'));
    /** A round schedules the next one when it has ended, some microtasks later. */
    const pass = async (milliseconds: number) => {
      t.mock.timers.tick(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    };
    rounds.start();
    await pass(FIRST_ROUND_MILLISECONDS - 1);
    assert.deepEqual(at, []);
    await pass(1);
    await pass(ROUND_MILLISECONDS);
    await pass(ROUND_MILLISECONDS);
    const first = FIRST_ROUND_MILLISECONDS;
    const expected = [first, first + ROUND_MILLISECONDS, first + 2 * ROUND_MILLISECONDS];
    assert.deepEqual(at, expected);
    await rounds.stop();
    await pass(10 * ROUND_MILLISECONDS);
    assert.deepEqual(at, expected);
  });
});
