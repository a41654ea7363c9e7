import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
} from '../src/identity.ts';
import { createSeenTokens } from '../src/seen-tokens.ts';

describe('tokens that are good once', () => {
  it('A24 are taken once by each verifier, and no two are the same', async () => {
    const keys = generateSigningKeyPair();
    const signer = createInternalTokenSigner(keys.privateKeyPem);
    const verifier = createInternalTokenVerifier(keys.publicKeyPem, 'ml');
    const caller = { kind: 'gateway' } as const;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => signer.sign(caller, 'ml')));
    for (const token of tokens) assert.deepEqual(await verifier.verify(token), caller);
    for (const token of tokens) assert.equal(await verifier.verify(token), undefined);
  });

  it('A24 are remembered for as long as they would be accepted, whatever comes between', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 5 })), { maxLength: 200 }),
        (steps) => {
          let now = 0;
          const seen = createSeenTokens(() => now);
          const takenUntil = new Map<string, number>();
          for (const [number, passed] of steps) {
            now += passed;
            const id = String(number);
            const expiry = now + 30;
            const stillGood = (takenUntil.get(id) ?? 0) > now;
            const taken = seen.takeFirst(id, expiry);
            if (stillGood) assert.equal(taken, false);
            if (taken) takenUntil.set(id, expiry);
          }
        },
      ),
    );
  });

  it('are forgotten when they have ended', () => {
    let now = 0;
    const seen = createSeenTokens(() => now);
    for (let id = 0; id < 1_000; id += 1) seen.takeFirst(`a${id}`, 30);
    now = 31;
    // Each that comes lets two go.
    for (let id = 0; id < 500; id += 1) seen.takeFirst(`b${id}`, 61);
    for (let id = 0; id < 1_000; id += 1) assert.equal(seen.takeFirst(`a${id}`, 61), true);
  });
});
