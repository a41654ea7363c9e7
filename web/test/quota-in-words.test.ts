import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amountOf, colorOf, percentOf, warningOf } from '../src/features/usage/quota-in-words.ts';

const tokens = (used: number | null, limit = 1_000) =>
  ({ kind: 'TOKENS', limit, used, resetsAt: '2026-11-24T08:00:00.000Z' }) as const;

describe('quotas in words', () => {
  it('have units where they have them', () => {
    assert.equal(amountOf('TOKENS', 2_000_000), '2,000,000');
    assert.equal(amountOf('UPLOAD_BYTES', 0), '0 bytes');
    assert.equal(amountOf('UPLOAD_BYTES', 1_536), '1.5 KiB');
    assert.equal(amountOf('UPLOAD_BYTES', 2_147_483_648), '2 GiB');
  });

  it('are full at their limit, and unknown where nothing is counted', () => {
    assert.equal(percentOf(tokens(250)), 25);
    assert.equal(percentOf(tokens(5_000)), 100);
    assert.equal(percentOf(tokens(0, 0)), 100);
    assert.equal(percentOf(tokens(null)), undefined);
    assert.deepEqual([79.9, 80, 99.9, 100].map(colorOf), ['teal', 'orange', 'orange', 'red']);
  });

  it('warn from 80 % on, of what is nearest to its end', () => {
    assert.equal(warningOf([tokens(799)], [tokens(10)]), undefined);
    assert.equal(warningOf([], []), undefined);
    assert.equal(warningOf([tokens(800)], [tokens(10)])?.text, 'You have used 80 % of the tokens of a day.');
    assert.deepEqual(warningOf([tokens(800)], [tokens(1_200)]), {
      text: 'Your workspace has used all the tokens of a day.',
      isUsedUp: true,
      resetsAt: '2026-11-24T08:00:00.000Z',
    });
  });

  it('say nothing of what is not used by questions', () => {
    assert.equal(warningOf([{ kind: 'UPLOAD_BYTES', limit: 1, used: 1, resetsAt: null }], []), undefined);
  });
});
