import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { providerProblem } from '../src/features/sign-in/provider-problem.ts';

describe('coming back from an identity provider', () => {
  it('is no problem without a code', () => {
    assert.equal(providerProblem(null), undefined);
  });

  it('says what to do about what it knows', () => {
    assert.match(providerProblem('account_not_linked') ?? '', /confirm your address/);
    assert.match(providerProblem('provider_unavailable') ?? '', /Try again/);
  });

  it('A61 shows nothing of what an address bar may say', () => {
    for (const code of ['', '<script>', 'call this number', 'constructor', '__proto__'])
      assert.equal(providerProblem(code), 'Signing in at your provider did not work. Try again.');
  });
});
