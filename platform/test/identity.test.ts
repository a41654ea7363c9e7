import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import {
  type Caller,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  publicKeyOf,
} from '../src/identity.ts';

describe('internal tokens', () => {
  const keys = generateSigningKeyPair();
  const signer = createInternalTokenSigner(keys.privateKeyPem);
  const verifier = createInternalTokenVerifier(keys.publicKeyPem, 'ml');
  const caller: Caller = { kind: 'person', personId: 'p', sessionId: 's', workspaceRoles: { w: 'OWNER' } };

  it('carry the caller to the subgraph they are for', async () => {
    assert.deepEqual(await verifier.verify(await signer.sign(caller, 'ml')), caller);
    assert.equal(publicKeyOf(keys.privateKeyPem), keys.publicKeyPem);
  });

  it('A24 are refused when made for another audience, altered, expired, unsigned or signed by somebody else', async () => {
    const good = await signer.sign(caller, 'ml');
    const [header, payload, signature] = good.split('.');
    const forged = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()),
        caller: { kind: 'gateway' },
      }),
    ).toString('base64url');
    const stranger = createInternalTokenSigner(generateSigningKeyPair().privateKeyPem);
    const expired = await new SignJWT({ caller })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('codexcontinue-gateway')
      .setAudience('ml')
      .setExpirationTime(1)
      .sign(createPrivateKey(keys.privateKeyPem));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const refused = [
      await signer.sign(caller, 'auth'),
      `${header}.${forged}.${signature}`,
      expired,
      none,
      await stranger.sign(caller, 'ml'),
      '',
      'x.y.z',
    ];
    for (const token of refused) assert.equal(await verifier.verify(token), undefined);
  });
});
