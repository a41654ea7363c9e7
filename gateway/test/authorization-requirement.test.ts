import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  allOf,
  type CallerAuthority,
  implies,
  isEmpty,
  isMet,
  type Requirement,
  requirementKey,
} from '../src/authorization/requirement.ts';

const NAMES = ['a', 'b', 'c'];
const SUBSETS = Array.from(
  { length: 2 ** NAMES.length },
  (_, bits) => new Set(NAMES.filter((_name, index) => bits & (1 << index))),
);
/** Everybody there can be. */
const CALLERS: CallerAuthority[] = [true, false].flatMap((authenticated) =>
  SUBSETS.flatMap((scopes) => SUBSETS.map((policies) => ({ authenticated, scopes, policies }))),
);

const alternatives = fc.array(fc.subarray(NAMES, { minLength: 1 }), { minLength: 1, maxLength: 3 });
const requirements: fc.Arbitrary<Requirement> = fc.record({
  authenticated: fc.boolean(),
  scopes: fc.array(alternatives, { maxLength: 3 }),
  policies: fc.array(alternatives, { maxLength: 2 }),
});

describe('requirements', () => {
  it('one implies another exactly when nobody meets it without meeting the other', () => {
    fc.assert(
      fc.property(requirements, requirements, (stronger, weaker) => {
        const holds = CALLERS.every((caller) => !isMet(stronger, caller) || isMet(weaker, caller));
        assert.equal(implies(stronger, weaker), holds);
      }),
      { numRuns: 500 },
    );
  });

  it('all of several are met by exactly those who meet each, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(requirements, { maxLength: 4 }), (several) => {
        const all = allOf(several);
        for (const caller of CALLERS) {
          assert.equal(
            isMet(all, caller),
            several.every((each) => isMet(each, caller)),
          );
        }
        assert.equal(requirementKey(allOf(several.toReversed())), requirementKey(all));
        assert.equal(isEmpty(all), several.every(isEmpty));
      }),
      { numRuns: 300 },
    );
  });
});
