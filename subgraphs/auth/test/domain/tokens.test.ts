import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import {
  ACCESS_TOKEN_SECONDS,
  createAccessTokenSigner,
  hashSessionToken,
  newSessionToken,
} from '../../src/domain/tokens.ts';

describe('access tokens', async () => {
  const signer = await createAccessTokenSigner(generateSigningKeyPair().privateKeyPem);
  const keySet = createLocalJWKSet({ keys: [...signer.jwks.keys] });
  const expectations = {
    issuer: 'codexcontinue',
    audience: 'codexcontinue',
    typ: 'at+jwt',
    algorithms: ['EdDSA'],
  };

  it('say who, in which session, for whom and until when, and nothing else', async () => {
    const [personId, sessionId] = [newId(), newId()];
    const { accessToken, expiresAt } = await signer.sign(personId, sessionId);
    const { payload } = await jwtVerify(accessToken, keySet, expectations);
    const { iat = 0, exp = 0, ...rest } = payload;
    assert.deepEqual(rest, { iss: 'codexcontinue', aud: 'codexcontinue', sub: personId, sid: sessionId });
    assert.equal(exp - iat, ACCESS_TOKEN_SECONDS);
    assert.equal(expiresAt.getTime(), exp * 1_000);
    const { kid } = signer.jwks.keys[0] ?? {};
    assert.deepEqual(decodeProtectedHeader(accessToken), { alg: 'EdDSA', typ: 'at+jwt', kid });
  });

  it('are verified by the published key, which has no private part', () => {
    assert.equal(signer.jwks.keys.length, 1);
    const { x, kid, ...rest } = signer.jwks.keys[0] ?? {};
    assert.deepEqual(rest, { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
    assert.match(`${x} ${kid}`, /^[\w-]{43} [\w-]{43}$/);
  });

  it('keep the name of their key over a restart', async () => {
    const { privateKeyPem } = generateSigningKeyPair();
    const [first, second] = await Promise.all([
      createAccessTokenSigner(privateKeyPem),
      createAccessTokenSigner(privateKeyPem),
    ]);
    assert.deepEqual(first.jwks, second.jwks);
    assert.notEqual(first.jwks.keys[0]?.kid, signer.jwks.keys[0]?.kid);
  });

  it('A46 the published key verifies no token signed with it as a shared secret, unsigned, or by another key', async () => {
    const { accessToken } = await signer.sign(newId(), newId());
    const [, payload = ''] = accessToken.split('.');
    const { kid, x = '' } = signer.jwks.keys[0] ?? {};
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .sign(Buffer.from(x, 'base64url'));
    const stranger = await createAccessTokenSigner(generateSigningKeyPair().privateKeyPem);
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid })).toString('base64url')}.${payload}.`;
    for (const token of [confused, none, (await stranger.sign(newId(), newId())).accessToken]) {
      await assert.rejects(jwtVerify(token, keySet, expectations));
    }
  });
});

describe('session tokens', () => {
  it('A50 have 256 random bits, and only their hash is stored', () => {
    const tokens = Array.from({ length: 100 }, newSessionToken);
    for (const token of tokens) assert.match(token, /^[\w-]{43}$/);
    assert.equal(new Set(tokens).size, tokens.length);
    const [token = ''] = tokens;
    assert.equal(hashSessionToken(token), createHash('sha256').update(token).digest('hex'));
  });
});
