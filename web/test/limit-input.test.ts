import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readLimit, typedLimit } from '../src/features/usage/limit-input.ts';

describe('a limit as it is typed', () => {
  it('may have its digits grouped, and is a whole number from 0', () => {
    assert.equal(readLimit('TOKENS', ' 2,000,000 '), 2_000_000);
    assert.equal(readLimit('TOKENS', '2 000'), 2_000);
    assert.equal(readLimit('REQUESTS', '0'), 0);
    for (const typed of ['', '-1', '1.5', 'many', '1e3', '5 tokens', ',5', '٣'])
      assert.equal(readLimit('TOKENS', typed), undefined, typed);
  });

  it('of uploads is in MiB, parts included', () => {
    assert.equal(readLimit('UPLOAD_BYTES', '1.5'), 1_572_864);
    assert.equal(typedLimit('UPLOAD_BYTES', 2_147_483_648), '2048');
  });

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000_000 }), (limit) => {
        assert.equal(readLimit('TOKENS', typedLimit('TOKENS', limit)), limit);
        // Shown in MiB with all its decimals, as long as there is no exponent.
        const bytes = limit + 1_024;
        assert.equal(readLimit('UPLOAD_BYTES', typedLimit('UPLOAD_BYTES', bytes)), bytes);
      }),
    );
  });
});
