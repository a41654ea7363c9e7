import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createKeySealer } from '../../subgraphs/auth/src/domain/key-sealing.ts';
import { rowsOf } from '../../subgraphs/auth/test/helpers/database-rows.ts';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  SignJWT,
} from '../../subgraphs/auth/test/helpers/tokens.ts';
import { ask, type Somebody, signInAgain, signUp, tryAsking } from '../helpers/identity-clients.ts';
import { type IdentityRig, startIdentityRig } from '../helpers/identity-rig.ts';

const ROTATE = 'mutation ($now: Boolean) { rotateSigningKeys(retireNow: $now) { keyId } }';

describe('the keys that sign access tokens', { timeout: 180_000 }, () => {
  let rig: IdentityRig;
  let url: string;
  let admin: Somebody;
  before(async () => {
    rig = await startIdentityRig({ replicas: 2 });
    url = rig.urls[0] ?? '';
    admin = await signUp(url);
  });
  after(() => rig[Symbol.asyncDispose]());

  const tokenOf = ({ authorization }: Somebody) => authorization.slice('Bearer '.length);
  const keyOf = (who: Somebody) => decodeProtectedHeader(tokenOf(who)).kid;
  const statusAt = async (at: string, token: string) =>
    (await tryAsking(at, { authorization: `Bearer ${token}` }, '{ me { id } }')).status;
  const published = async (): Promise<string[]> => {
    const response = await fetch(`${rig.subgraphs.auth.url}/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: { kid: string; d?: string }[] };
    assert.ok(keys.every((key) => key.d === undefined));
    return keys.map(({ kid }) => kid);
  };

  it('A46 are the only ones that count, whatever a token says about itself', async () => {
    const claims = decodeJwt(tokenOf(admin));
    const kid = String(keyOf(admin));
    const publicKey = createPublicKey(createPrivateKey(rig.signingKeyPem));
    const publicJwk = await exportJWK(publicKey);
    const own = await generateKeyPair('EdDSA', { extractable: true });
    const ownJwk = await exportJWK(own.publicKey);
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = (header: Record<string, unknown>, key: Parameters<SignJWT['sign']>[0], alg = 'EdDSA') =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(key);
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const forged = [
      `${encode({ alg: 'none', kid })}.${encode(claims)}.`,
      `${encode({ alg: 'None', kid })}.${encode(claims)}.AAAA`,
      await signed({}, new TextEncoder().encode(pem), 'HS256'),
      await signed({}, Buffer.from(String(publicJwk.x), 'base64url'), 'HS256'),
      await signed({}, own.privateKey),
      await signed({ jwk: ownJwk }, own.privateKey),
      await signed({ jku: `${url}/evil.json` }, own.privateKey),
      await signed({ kid: '../../dev/null' }, own.privateKey),
      await signed({ kid: "' or '1'='1" }, own.privateKey),
      await signed({ kid: '__proto__' }, own.privateKey),
      await signed({ kid: 'x'.repeat(2_000) }, own.privateKey),
    ];
    for (const token of forged) {
      for (const at of rig.urls) assert.equal(await statusAt(at, token), 401, token.slice(0, 80));
    }
    assert.equal(await statusAt(url, tokenOf(admin)), 200);
  });

  it('A47 a token that is expired, early, or of elsewhere is refused though it is well signed', async () => {
    const key = createPrivateKey(rig.signingKeyPem);
    const claims = decodeJwt(tokenOf(admin));
    const sign = (change: Record<string, unknown>) =>
      new SignJWT({ ...claims, ...change })
        .setProtectedHeader({ alg: 'EdDSA', kid: String(keyOf(admin)), typ: 'at+jwt' })
        .sign(key);
    const now = Math.floor(Date.now() / 1_000);
    assert.equal(await statusAt(url, await sign({})), 200);
    for (const change of [
      { exp: now - 1 },
      { nbf: now + 3_600 },
      { iss: 'elsewhere' },
      { aud: 'elsewhere' },
      { exp: undefined },
      { sid: undefined },
      { sid: admin.id },
      { sub: admin.email },
    ]) {
      assert.equal(await statusAt(url, await sign(change)), 401, JSON.stringify(change));
    }
  });

  it('A48 are followed by another without a restart, and those before go on until their tokens end', async () => {
    const before = keyOf(admin);
    const { rotateSigningKeys } = await ask(url, admin, ROTATE, { now: false });
    assert.deepEqual(await published(), [rotateSigningKeys.keyId, before]);
    // It is published before it signs, so that no gateway meets a key it cannot have.
    assert.equal(keyOf(await signInAgain(url, admin)), before);
    await rowsOf(rig.database)`update auth.signing_key set signs_from = signs_from - interval '1 minute'`;
    const later = await signInAgain(url, admin);
    assert.equal(keyOf(later), rotateSigningKeys.keyId);
    for (const at of rig.urls) {
      assert.equal(await statusAt(at, tokenOf(later)), 200);
      assert.equal(await statusAt(at, tokenOf(admin)), 200);
    }
  });

  it('A48 are refused at once when they are retired, by every gateway', async () => {
    const person = await signInAgain(url, admin);
    for (const at of rig.urls) assert.equal(await statusAt(at, tokenOf(person)), 200);
    const began = performance.now();
    const { rotateSigningKeys } = await ask(url, person, ROTATE, { now: true });
    assert.deepEqual(await published(), [rotateSigningKeys.keyId]);
    for (const at of rig.urls) {
      while ((await statusAt(at, tokenOf(person))) !== 401) {
        assert.ok(performance.now() - began < 1_000, 'a retired key is still taken');
      }
      const fresh = await signInAgain(at, admin);
      assert.equal(keyOf(fresh), rotateSigningKeys.keyId);
      assert.equal(await statusAt(at, tokenOf(fresh)), 200);
      assert.equal(await statusAt(at, tokenOf(admin)), 401);
    }
  });

  it('are rotated by administrators of the instance alone', async () => {
    const stranger = await signUp(url);
    const answer = await tryAsking(url, stranger, ROTATE);
    assert.equal(answer.errors[0]?.extensions.code, 'FORBIDDEN');
    const { me } = await ask(url, stranger, '{ me { isInstanceAdmin } }');
    assert.equal(me.isInstanceAdmin, false);
  });

  it('A50 stand in the database encrypted', async () => {
    const rows = await rowsOf<{ sealed: string }>(
      rig.database,
    )`select kid, sealed_private_key as sealed from auth.signing_key order by created_at`;
    assert.ok(rows.length >= 3);
    const sealer = createKeySealer(rig.signingKeyPem);
    for (const { sealed } of rows) {
      assert.doesNotMatch(Buffer.from(sealed, 'base64url').toString('latin1'), /PRIVATE KEY/);
      assert.match(String(sealer.open(sealed)), /BEGIN PRIVATE KEY/);
    }
  });
});
