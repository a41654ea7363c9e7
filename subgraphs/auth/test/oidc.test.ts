import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PUBLIC_URL, startAuthSystem } from './helpers/auth-system.ts';
import { type CookieBrowser, createCookieBrowser } from './helpers/cookie-browser.ts';
import { OIDC_START, oidcRefusal, shareOidcSystem } from './helpers/oidc-system.ts';

describe('signing in at an identity provider', () => {
  const oidc = shareOidcSystem();

  it('A52 asks with state, nonce and PKCE, for this client and this callback', async () => {
    await oidc.newBrowser().follow(OIDC_START);
    const { asked } = oidc.provider;
    assert.deepEqual(
      ['response_type', 'client_id', 'redirect_uri', 'code_challenge_method'].map((name) => asked.get(name)),
      ['code', 'codexcontinue', `${PUBLIC_URL}/api/auth/callback/acme`, 'S256'],
    );
    assert.deepEqual(asked.get('scope')?.split(' ').toSorted(), ['email', 'groups', 'openid', 'profile']);
    for (const name of ['state', 'nonce', 'code_challenge'])
      assert.ok((asked.get(name)?.length ?? 0) >= 32, name);
  });

  it('A52 an ID token with another nonce, audience, issuer or key, an old one, or none → refused', async () => {
    for (const misbehaviour of [
      { nonce: 'replayed' },
      { audience: 'another-client' },
      { issuer: 'https://evil.example' },
      { foreignKey: true },
      { expired: true },
      { withoutIdToken: true },
    ]) {
      oidc.provider.misbehaviour = misbehaviour;
      const browser = oidc.newBrowser();
      assert.equal(
        oidcRefusal(browser, await browser.follow(OIDC_START)),
        'unable_to_get_user_info',
        JSON.stringify(misbehaviour),
      );
    }
  });

  /** Goes to the provider and back, up to the callback, which is answered but not opened. */
  async function upToCallback(browser: CookieBrowser): Promise<URL> {
    const start = await browser.open(OIDC_START);
    const consent = await browser.open(start.headers.get('location') ?? '');
    return new URL(consent.headers.get('location') ?? '');
  }

  it('A52 a state that was used, altered, left out, or begun in another browser → refused', async () => {
    const browser = oidc.newBrowser();
    const callback = await upToCallback(browser);
    const stranger = oidc.newBrowser();
    assert.match(oidcRefusal(stranger, await stranger.follow(callback.href)), /state/);
    const used = oidc.newBrowser();
    await used.follow(OIDC_START);
    const usedCallback = used.visited.at(-1) ?? '';
    used.cookies.delete('codexcontinue_session');
    assert.match(oidcRefusal(used, await used.follow(usedCallback)), /state/);
    for (const change of [
      (url: URL) => url.searchParams.set('state', 'x'.repeat(32)),
      (url: URL) => url.searchParams.delete('state'),
    ]) {
      const fresh = oidc.newBrowser();
      const altered = await upToCallback(fresh);
      change(altered);
      assert.match(oidcRefusal(fresh, await fresh.follow(altered.href)), /state/);
    }
  });

  it('A52 a code of another person, or an answer of another issuer → refused', async () => {
    const [victim, attacker] = [oidc.newBrowser(), oidc.newBrowser()];
    const [own, stolen] = [await upToCallback(attacker), await upToCallback(victim)];
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    // The code was given for the victim's PKCE challenge.
    assert.equal(oidcRefusal(attacker, await attacker.follow(own.href)), 'invalid_code');
    const mixed = oidc.newBrowser();
    const callback = await upToCallback(mixed);
    callback.searchParams.set('iss', 'https://evil.example');
    assert.equal(oidcRefusal(mixed, await mixed.follow(callback.href)), 'issuer_mismatch');
  });

  it('A52 leads to no other site, whatever is asked for or answered', async () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      `/${'x'.repeat(600)}`,
    ])
      assert.equal(
        await oidc.newBrowser().follow(`${OIDC_START}?next=${encodeURIComponent(next)}`),
        '/',
        next,
      );
    const browser = oidc.newBrowser();
    const callback = await upToCallback(browser);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', '"><script>alert(1)</script>');
    callback.searchParams.set('error_description', 'call this number');
    assert.equal(await browser.follow(callback.href), '/sign-in?error=sign_in_failed');
    const response = await fetch(`${oidc.system.server.url}/api/auth/sign-in/acme`, {
      redirect: 'manual',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    const authorization = new URL(response.headers.get('location') ?? '');
    assert.equal(authorization.searchParams.get('redirect_uri'), `${PUBLIC_URL}/api/auth/callback/acme`);
  });

  it('F32 says when a provider is away, and takes it back when it is there again', async () => {
    const { issuer, clientId, clientSecret } = oidc.provider;
    oidc.provider.away = true;
    const other = await startAuthSystem({
      oidcProviders: [{ id: 'acme', name: 'Acme', issuer, clientId, clientSecret, scopes: [] }],
    });
    try {
      const browser = createCookieBrowser(PUBLIC_URL, other.server.url);
      assert.equal(await browser.follow(OIDC_START), '/sign-in?error=provider_unavailable');
      oidc.provider.away = false;
      assert.equal(await browser.follow(OIDC_START), '/');
    } finally {
      await other.close();
    }
  });

  it('A52 a provider that describes itself as another, and one nobody configured → refused', async () => {
    const browser = oidc.newBrowser();
    const liar = await browser.follow(`${PUBLIC_URL}/api/auth/sign-in/liar`);
    assert.equal(oidcRefusal(browser, liar), 'provider_unavailable');
    for (const path of ['sign-in/other', 'callback/other', 'sign-in/__proto__']) {
      const response = await fetch(`${oidc.system.server.url}/api/auth/${path}`, { redirect: 'manual' });
      assert.equal(response.status, 404, path);
    }
  });

  it('serves nothing else of Better Auth', async () => {
    for (const [method, path] of [
      ['POST', 'sign-up/email'],
      ['POST', 'sign-in/email'],
      ['POST', 'sign-in/social'],
      ['GET', 'get-session'],
      ['POST', 'two-factor/enable'],
      ['GET', 'ok'],
      ['POST', 'callback/acme'],
    ] as const) {
      const response = await fetch(`${oidc.system.server.url}/api/auth/${path}`, {
        method,
        redirect: 'manual',
      });
      assert.equal(response.status, 404, path);
    }
  });
});
