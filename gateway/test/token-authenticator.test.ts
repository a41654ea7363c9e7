import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  INTERNAL_TOKEN_HEADER,
} from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createAuthorityLookup } from '../src/identity/authority-lookup.ts';
import type { CallerAuthenticator } from '../src/identity/caller-authenticator.ts';
import { createTokenAuthenticator } from '../src/identity/token-authenticator.ts';

describe('access tokens', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const internalKeys = generateSigningKeyPair();
  const verifier = createInternalTokenVerifier(internalKeys.publicKeyPem, 'auth');
  let authenticator: CallerAuthenticator;
  let authorityStatus = 200;
  let authorityCalls: { url: string; token: string }[] = [];

  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/jwks') {
      response.end(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA' }] }));
      return;
    }
    authorityCalls.push({ url: String(request.url), token: String(request.headers[INTERNAL_TOKEN_HEADER]) });
    response.statusCode = authorityStatus;
    response.end(JSON.stringify({ workspaceRoles: { w2: 'MEMBER', w1: 'OWNER' } }));
  });

  const authenticatorAt = (port: number) =>
    createTokenAuthenticator({
      jwksUrl: `http://127.0.0.1:${port}/jwks`,
      authority: {
        url: `http://127.0.0.1:${port}/internal/authority`,
        internalTokens: createInternalTokenSigner(internalKeys.privateKeyPem),
      },
      issuer: 'codexcontinue',
      audience: 'codexcontinue',
      logger: createLogger('test', 'silent'),
    });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    authenticator = authenticatorAt((server.address() as AddressInfo).port);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    authorityStatus = 200;
    authorityCalls = [];
  });

  const token = (change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, key = privateKey) =>
    change(
      new SignJWT({ sid: 's1' })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
        .setSubject('p1')
        .setIssuer('codexcontinue')
        .setAudience('codexcontinue')
        .setExpirationTime('5m'),
    ).sign(key);
  const codeIs = (code: string) => ({ extensions: { code } });

  it('say who asks; auth says what they may do', async () => {
    const { caller, expiresAt } = await authenticator.authenticate(`Bearer ${await token()}`);
    const workspaceRoles = { w1: 'OWNER', w2: 'MEMBER' };
    assert.deepEqual(caller, { kind: 'person', personId: 'p1', sessionId: 's1', workspaceRoles });
    assert.ok(expiresAt && expiresAt.getTime() > Date.now());
    assert.equal(authorityCalls[0]?.url, '/internal/authority?personId=p1&sessionId=s1');
    assert.deepEqual(await verifier.verify(String(authorityCalls[0]?.token)), { kind: 'gateway' });
  });

  it('of another provider say all there is to say: the person, the scopes, until when', async () => {
    const { port } = server.address() as AddressInfo;
    const alone = createTokenAuthenticator({
      jwksUrl: `http://127.0.0.1:${port}/jwks`,
      issuer: 'codexcontinue',
      audience: 'codexcontinue',
      logger: createLogger('test', 'silent'),
    });
    const of = async (claims: Record<string, unknown>) => {
      const jwt = new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
        .setSubject('p1')
        .setIssuer('codexcontinue')
        .setAudience('codexcontinue')
        .setExpirationTime('5m');
      return (await alone.authenticate(`Bearer ${await jwt.sign(privateKey)}`)).caller;
    };
    const person = { kind: 'person', personId: 'p1', workspaceRoles: {} };
    assert.deepEqual(await of({ jti: 't1', scope: 'read  write' }), {
      ...person,
      sessionId: 't1',
      scopes: ['read', 'write'],
    });
    assert.deepEqual(await of({ sid: 's1', scp: ['read'] }), {
      ...person,
      sessionId: 's1',
      scopes: ['read'],
    });
    assert.deepEqual(await of({}), { ...person, sessionId: 'p1' });
    assert.equal(authorityCalls.length, 0);
    const forged = new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).setSubject('p1');
    const token = await forged.setExpirationTime('5m').sign(new TextEncoder().encode('x'.repeat(32)));
    await assert.rejects(alone.authenticate(`Bearer ${token}`), codeIs('UNAUTHENTICATED'));
  });

  it('of one session are looked up once when they come together', async () => {
    const { port } = server.address() as AddressInfo;
    const lookUp = createAuthorityLookup({
      authorityUrl: `http://127.0.0.1:${port}/internal/authority`,
      internalTokens: createInternalTokenSigner(internalKeys.privateKeyPem),
      logger: createLogger('test', 'silent'),
    });
    await Promise.all(Array.from({ length: 5 }, () => lookUp('p1', 's1')));
    assert.equal(authorityCalls.length, 1);
    await lookUp('p1', 's1');
    assert.equal(authorityCalls.length, 2);
  });

  it('A47 are refused when expired, early, of another issuer, for another audience, or without a session', async () => {
    for (const bad of [
      await token((jwt) => jwt.setExpirationTime('-1m')),
      await token((jwt) => jwt.setNotBefore('1h')),
      await token((jwt) => jwt.setIssuer('elsewhere')),
      await token((jwt) => jwt.setAudience('elsewhere')),
      await new SignJWT({})
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
        .setSubject('p1')
        .setIssuer('codexcontinue')
        .setAudience('codexcontinue')
        .setExpirationTime('5m')
        .sign(privateKey),
    ]) {
      await assert.rejects(authenticator.authenticate(`Bearer ${bad}`), codeIs('UNAUTHENTICATED'));
    }
    assert.equal(authorityCalls.length, 0);
  });

  it('A46 are refused when unsigned, signed otherwise, or signed by somebody else', async () => {
    const claims = Buffer.from(
      JSON.stringify({ sub: 'p1', sid: 's1', iss: 'codexcontinue', aud: 'codexcontinue', exp: 4e9 }),
    );
    const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${header({ alg: 'none' })}.${claims.toString('base64url')}.`;
    const symmetric = await new SignJWT({ sid: 's1' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setSubject('p1')
      .setIssuer('codexcontinue')
      .setAudience('codexcontinue')
      .setExpirationTime('5m')
      .sign(Buffer.from(JSON.stringify(await exportJWK(publicKey))));
    const { privateKey: otherKey } = await generateKeyPair('EdDSA');
    const unknownKey = `${header({ alg: 'EdDSA', kid: '../../k1' })}.${(await token()).split('.').slice(1).join('.')}`;
    for (const bad of [unsigned, symmetric, await token((jwt) => jwt, otherKey), unknownKey, 'x', 'a.b.c']) {
      await assert.rejects(authenticator.authenticate(`Bearer ${bad}`), codeIs('UNAUTHENTICATED'), bad);
    }
  });

  it('are refused when their session is over, and cannot be judged when auth does not answer', async () => {
    const header = `Bearer ${await token()}`;
    authorityStatus = 404;
    await assert.rejects(authenticator.authenticate(header), codeIs('UNAUTHENTICATED'));
    authorityStatus = 500;
    await assert.rejects(authenticator.authenticate(header), codeIs('SERVICE_UNAVAILABLE'));
    await assert.rejects(authenticatorAt(1).authenticate(header), codeIs('SERVICE_UNAVAILABLE'));
  });

  it('are Bearer tokens; nothing at all is anonymous', async () => {
    assert.deepEqual(await authenticator.authenticate(undefined), { caller: { kind: 'anonymous' } });
    await assert.rejects(authenticator.authenticate('Basic eDp5'), codeIs('UNAUTHENTICATED'));
  });
});
