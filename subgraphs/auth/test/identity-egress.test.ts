import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createEgress, type Egress } from '@codexcontinue/platform/egress/egress';
import { createEgressLedger, type EgressLedger } from '@codexcontinue/platform/egress/ledger';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { type AuthSystem, PUBLIC_URL, startAuthSystem } from './helpers/auth-system.ts';
import { createCookieBrowser } from './helpers/cookie-browser.ts';
import { startOidcProvider, type TestOidcProvider } from './helpers/oidc-provider.ts';

describe('calls to an identity provider', () => {
  let provider: TestOidcProvider;
  /** Services of this machine that nobody may be led to, that may be elsewhere only, and that may be called. */
  let inside: Inside;
  let elsewhere: Inside;
  let allowed: Inside;
  let system: AuthSystem;
  let egress: Egress;
  let ledger: EgressLedger;
  let signedIn = 0;

  before(async () => {
    provider = await startOidcProvider();
    [inside, elsewhere, allowed] = await Promise.all([startInside(), startInside(), startInside()]);
    ledger = createEgressLedger({ logger: createLogger('test', 'silent') });
    const rules = egressRules(`${elsewhere.host}=10.0.0.0/8,${allowed.host}=127.0.0.1/32`);
    egress = createEgress({ rules, ledger });
    const { issuer, clientId, clientSecret } = provider;
    system = await startAuthSystem({
      // What one says of itself is kept: each sign-in is at another.
      oidcProviders: Array.from({ length: 20 }, (_none, number) => {
        const id = `acme-${number}`;
        return { id, name: 'Acme', issuer, clientId, clientSecret, scopes: [] };
      }),
      egress,
    });
  });
  after(async () => {
    await system.close();
    await egress.close();
    await provider.stop();
    for (const { stop } of [inside, elsewhere, allowed]) stop();
  });
  beforeEach(() => {
    for (const { asked } of [inside, elsewhere, allowed]) asked.length = 0;
    provider.misbehaviour = {};
    provider.thinIdTokens = true;
    provider.person = { sub: newId(), email: `${newId()}@example.org`, email_verified: true, name: 'Grace' };
  });

  /** Where somebody ends who signs in at a provider that was not asked before, and the calls that made. */
  async function signIn() {
    const before = ledger.list().length;
    const browser = createCookieBrowser(PUBLIC_URL, system.server.url);
    const end = await browser.follow(`${PUBLIC_URL}/api/auth/sign-in/acme-${signedIn++}`);
    const calls = ledger.list().toReversed().slice(before);
    return {
      end,
      calls: calls.map(({ purpose, method, host, outcome, reason }) => ({
        purpose,
        method,
        host,
        outcome,
        reason,
      })),
    };
  }

  it('A75 pass the policy and are written down, each of them', async () => {
    const { end, calls } = await signIn();
    assert.equal(end, '/');
    const { host } = new URL(provider.issuer);
    const answered = { purpose: 'identity-provider', host, outcome: 'answered', reason: undefined };
    assert.deepEqual(
      calls,
      // Its configuration, the code, the keys, the person.
      ['GET', 'POST', 'GET', 'GET'].map((method) => ({ ...answered, method })),
    );
  });

  for (const [name, what] of [
    ['token_endpoint', 'the code is not exchanged'],
    ['jwks_uri', 'no key is fetched'],
    ['userinfo_endpoint', 'nobody is asked about'],
  ] as const) {
    it(`A75 a provider whose ${name} is another host of the network: ${what} there`, async () => {
      provider.misbehaviour = { configured: { [name]: `${inside.url}/inside` } };
      const { end, calls } = await signIn();
      assert.match(end, /^\/sign-in\?error=[a-z_]+$/);
      assert.deepEqual(inside.asked, []);
      const refused = calls.filter(({ outcome }) => outcome === 'refused');
      assert.deepEqual(
        refused.map(({ purpose, host, reason }) => [purpose, host, reason]),
        [['identity-provider', inside.host, 'host']],
      );
    });
  }

  it('A75 redirects of a provider lead nowhere, inside or out', async () => {
    for (const path of ['/.well-known/openid-configuration', '/token', '/jwks', '/userinfo']) {
      for (const to of [`${allowed.url}/inside`, 'http://169.254.169.254/latest/meta-data/']) {
        provider.misbehaviour = { redirects: { [path]: to } };
        assert.match((await signIn()).end, /^\/sign-in\?error=[a-z_]+$/, path);
        assert.deepEqual(allowed.asked, []);
      }
    }
  });

  it('A75 an endpoint elsewhere is called once EGRESS_ALLOW names it, and where it says', async () => {
    provider.misbehaviour = { configured: { userinfo_endpoint: `${elsewhere.url}/inside` } };
    const { calls } = await signIn();
    assert.deepEqual(elsewhere.asked, []);
    assert.deepEqual([calls.at(-1)?.outcome, calls.at(-1)?.reason], ['refused', 'address']);
    provider.misbehaviour = { configured: { userinfo_endpoint: `${allowed.url}/inside` } };
    await signIn();
    assert.deepEqual(allowed.asked, ['GET /inside']);
  });
});

interface Inside {
  readonly url: string;
  readonly host: string;
  readonly asked: string[];
  stop(): void;
}

async function startInside(): Promise<Inside> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
