import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What the provider does wrong. */
export interface ProviderMisbehaviour {
  nonce?: string;
  audience?: string;
  issuer?: string;
  /** Signs with a key that is not published. */
  foreignKey?: boolean;
  withoutIdToken?: boolean;
  expired?: boolean;
  /** `sub` of the user info endpoint. */
  userInfoSub?: string;
  /** What its configuration names as issuer. */
  configuredIssuer?: string;
  /** Of its configuration, instead of what is right. */
  configured?: Record<string, string>;
  /** Where it sends who asks for this path. */
  redirects?: Record<string, string>;
}

/** An OpenID provider on the loopback interface with one client and one person, who consents to everything. */
export interface TestOidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Claims of the person who signs in next. */
  person: Record<string, unknown>;
  misbehaviour: ProviderMisbehaviour;
  /** Claims beyond `sub` come from the user info endpoint only. */
  thinIdTokens: boolean;
  /** Answers nothing but faults. */
  away: boolean;
  /** What the last authorization request asked for. */
  readonly asked: URLSearchParams;
  stop(): Promise<void>;
}

interface Grant {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly person: Record<string, unknown>;
}

export async function startOidcProvider(): Promise<TestOidcProvider> {
  const keys = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const accessTokens = new Map<string, Record<string, unknown>>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let asked = new URLSearchParams();

  const provider = {
    issuer,
    clientId: 'codexcontinue',
    clientSecret: 'a secret & more',
    person: {} as Record<string, unknown>,
    misbehaviour: {} as ProviderMisbehaviour,
    thinIdTokens: false,
    away: false,
    get asked() {
      return asked;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  const json = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    asked = query;
    const code = randomBytes(16).toString('hex');
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== provider.clientId || query.get('code_challenge_method') !== 'S256') {
      json(response, 400, { error: 'invalid_request' });
      return;
    }
    grants.set(code, {
      redirectUri,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
      person: provider.person,
    });
    const location = new URL(redirectUri);
    location.searchParams.set('code', code);
    location.searchParams.set('state', query.get('state') ?? '');
    location.searchParams.set('iss', issuer);
    response.writeHead(302, { location: location.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const basic = [provider.clientId, provider.clientSecret].map((part) =>
      new URLSearchParams({ x: part }).toString().slice(2),
    );
    const expected = `Basic ${Buffer.from(basic.join(':')).toString('base64')}`;
    if (request.headers.authorization !== expected)
      return void json(response, 401, { error: 'invalid_client' });
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || grant.redirectUri !== form.get('redirect_uri') || grant.challenge !== verifier)
      return void json(response, 400, { error: 'invalid_grant' });
    const { misbehaviour } = provider;
    const accessToken = randomBytes(16).toString('hex');
    accessTokens.set(accessToken, grant.person);
    const claims = provider.thinIdTokens ? { sub: grant.person.sub } : grant.person;
    const seconds = Math.floor(Date.now() / 1_000) - (misbehaviour.expired ? 3_600 : 0);
    const idToken = await new SignJWT({ ...claims, nonce: misbehaviour.nonce ?? grant.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(misbehaviour.issuer ?? issuer)
      .setAudience(misbehaviour.audience ?? provider.clientId)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 300)
      .sign(misbehaviour.foreignKey ? foreign.privateKey : keys.privateKey);
    json(response, 200, {
      access_token: accessToken,
      refresh_token: `refresh-${accessToken}`,
      token_type: 'Bearer',
      expires_in: 300,
      ...(misbehaviour.withoutIdToken ? {} : { id_token: idToken }),
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', issuer);
    if (provider.away) return void response.writeHead(503).end();
    const location = provider.misbehaviour.redirects?.[url.pathname];
    if (location) return void response.writeHead(307, { location }).end();
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return void json(response, 200, {
          issuer: provider.misbehaviour.configuredIssuer ?? issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          ...provider.misbehaviour.configured,
        });
      case '/jwks':
        return void json(response, 200, { keys: [jwk] });
      case '/authorize':
        return authorize(url.searchParams, response);
      case '/token':
        return token(request, response);
      case '/userinfo': {
        const person = accessTokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
        const sub = provider.misbehaviour.userInfoSub ?? person?.sub;
        return void json(response, person ? 200 : 401, { ...person, sub });
      }
      default:
        response.writeHead(404).end();
    }
  }

  return provider;
}
