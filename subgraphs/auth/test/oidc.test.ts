import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { ANONYMOUS, type AuthSystem, PUBLIC_URL, startAuthSystem } from './helpers/auth-system.ts';
import { type CookieBrowser, createCookieBrowser } from './helpers/cookie-browser.ts';
import { tokenIn } from './helpers/mailbox.ts';
import { startOidcProvider, type TestOidcProvider } from './helpers/oidc-provider.ts';

const START = `${PUBLIC_URL}/api/auth/sign-in/acme`;

describe('signing in at an identity provider', () => {
  let provider: TestOidcProvider;
  let system: AuthSystem;
  before(async () => {
    provider = await startOidcProvider();
    const { issuer, clientId, clientSecret } = provider;
    system = await startAuthSystem({
      oidcProviders: [
        { id: 'acme', name: 'Acme', issuer, clientId, clientSecret, scopes: ['groups'] },
        { id: 'liar', name: 'Liar', issuer: `${issuer}/`, clientId, clientSecret, scopes: [] },
      ],
    });
  });
  after(async () => {
    await system.close();
    await provider.stop();
  });
  beforeEach(() => {
    provider.misbehaviour = {};
    provider.thinIdTokens = false;
    provider.away = false;
    provider.person = somebody();
  });

  const somebody = (claims: Record<string, unknown> = {}) => ({
    sub: newId(),
    email: `${newId()}@example.org`,
    email_verified: true,
    name: 'Grace Hopper',
    ...claims,
  });
  const newBrowser = () => createCookieBrowser(PUBLIC_URL, system.server.url);
  /** Who the browser's session is of; undefined without one. */
  async function whoIsIn(browser: CookieBrowser) {
    const session = browser.cookies.get('codexcontinue_session');
    const response = await fetch(`${system.server.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'x-codexcontinue-request': '1', cookie: `codexcontinue_session=${session}` },
    });
    if (response.status !== 200) return undefined;
    const { decodeJwt } = await import('jose');
    const { accessToken } = (await response.json()) as { accessToken: string };
    const { sub, sid } = decodeJwt(accessToken) as { sub: string; sid: string };
    const caller = { kind: 'person', personId: sub, sessionId: sid, workspaceRoles: {} } as const;
    const { data } = await system.ask(
      caller,
      '{ me { id email name } accountSecurity { emailVerified hasPassword } }',
    );
    return { ...data.me, ...data.accountSecurity };
  }
  async function refused(browser: CookieBrowser, end: string): Promise<string> {
    assert.match(end, /^\/sign-in\?error=[a-z_]+$/);
    assert.equal(browser.cookies.has('codexcontinue_session'), false);
    return end.split('=')[1] ?? '';
  }

  it('makes an account at the first time, and finds it at the second', async () => {
    const browser = newBrowser();
    assert.equal(await browser.follow(`${START}?next=${encodeURIComponent('/w/1?a=b#c')}`), '/w/1?a=b#c');
    const first = await whoIsIn(browser);
    assert.deepEqual(
      [first.email, first.name, first.emailVerified, first.hasPassword],
      [provider.person.email, 'Grace Hopper', true, false],
    );
    provider.person = { ...provider.person, email: `${newId()}@example.org`, name: 'Renamed' };
    const again = newBrowser();
    assert.equal(await again.follow(START), '/');
    assert.equal((await whoIsIn(again)).id, first.id, 'by sub, not by address');
    assert.deepEqual([...again.cookies.keys()], ['codexcontinue_session'], 'no other cookie is left');
  });

  it('A52 asks with state, nonce and PKCE, for this client and this callback', async () => {
    await newBrowser().follow(START);
    const { asked } = provider;
    assert.deepEqual(
      ['response_type', 'client_id', 'redirect_uri', 'code_challenge_method'].map((name) => asked.get(name)),
      ['code', 'codexcontinue', `${PUBLIC_URL}/api/auth/callback/acme`, 'S256'],
    );
    assert.deepEqual(asked.get('scope')?.split(' ').toSorted(), ['email', 'groups', 'openid', 'profile']);
    for (const name of ['state', 'nonce', 'code_challenge'])
      assert.ok((asked.get(name)?.length ?? 0) >= 32, name);
  });

  it('reads the user info endpoint where the ID token says little', async () => {
    provider.thinIdTokens = true;
    const browser = newBrowser();
    assert.equal(await browser.follow(START), '/');
    assert.equal((await whoIsIn(browser)).email, provider.person.email);
    provider.misbehaviour = { userInfoSub: 'somebody else' };
    const other = newBrowser();
    await refused(other, await other.follow(START));
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
      provider.misbehaviour = misbehaviour;
      const browser = newBrowser();
      assert.equal(
        await refused(browser, await browser.follow(START)),
        'unable_to_get_user_info',
        JSON.stringify(misbehaviour),
      );
    }
  });

  /** Goes to the provider and back, up to the callback, which is answered but not opened. */
  async function upToCallback(browser: CookieBrowser): Promise<URL> {
    const start = await browser.open(START);
    const consent = await browser.open(start.headers.get('location') ?? '');
    return new URL(consent.headers.get('location') ?? '');
  }

  it('A52 a state that was used, altered, left out, or begun in another browser → refused', async () => {
    const browser = newBrowser();
    const callback = await upToCallback(browser);
    const stranger = newBrowser();
    assert.match(await refused(stranger, await stranger.follow(callback.href)), /state/);
    const used = newBrowser();
    await used.follow(START);
    const usedCallback = used.visited.at(-1) ?? '';
    used.cookies.delete('codexcontinue_session');
    assert.match(await refused(used, await used.follow(usedCallback)), /state/);
    for (const change of [
      (url: URL) => url.searchParams.set('state', 'x'.repeat(32)),
      (url: URL) => url.searchParams.delete('state'),
    ]) {
      const fresh = newBrowser();
      const altered = await upToCallback(fresh);
      change(altered);
      assert.match(await refused(fresh, await fresh.follow(altered.href)), /state/);
    }
  });

  it('A52 a code of another person, or an answer of another issuer → refused', async () => {
    const [victim, attacker] = [newBrowser(), newBrowser()];
    const [own, stolen] = [await upToCallback(attacker), await upToCallback(victim)];
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    // The code was given for the victim's PKCE challenge.
    assert.equal(await refused(attacker, await attacker.follow(own.href)), 'invalid_code');
    const mixed = newBrowser();
    const callback = await upToCallback(mixed);
    callback.searchParams.set('iss', 'https://evil.example');
    assert.equal(await refused(mixed, await mixed.follow(callback.href)), 'issuer_mismatch');
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
      assert.equal(await newBrowser().follow(`${START}?next=${encodeURIComponent(next)}`), '/', next);
    const browser = newBrowser();
    const callback = await upToCallback(browser);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', '"><script>alert(1)</script>');
    callback.searchParams.set('error_description', 'call this number');
    assert.equal(await browser.follow(callback.href), '/sign-in?error=sign_in_failed');
    const response = await fetch(`${system.server.url}/api/auth/sign-in/acme`, {
      redirect: 'manual',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    const authorization = new URL(response.headers.get('location') ?? '');
    assert.equal(authorization.searchParams.get('redirect_uri'), `${PUBLIC_URL}/api/auth/callback/acme`);
  });

  it('A52 an address the provider has not verified gets no account, neither a new one nor an old one', async () => {
    provider.person = somebody({ email_verified: false });
    const browser = newBrowser();
    assert.equal(await refused(browser, await browser.follow(START)), 'email_not_verified');
    for (const email_verified of [false, undefined, 'true', 1]) {
      const ada = await system.signUp();
      provider.person = somebody({ email: ada.email, email_verified });
      const eve = newBrowser();
      assert.equal(await refused(eve, await eve.follow(START)), 'account_not_linked', String(email_verified));
    }
  });

  it('A52 links to an account only when both sides have verified the address', async () => {
    const ada = await system.signUp();
    provider.person = somebody({ email: ada.email.toUpperCase() });
    const early = newBrowser();
    assert.equal(await refused(early, await early.follow(START)), 'account_not_linked');
    const token = tokenIn(await system.mailbox.next(ada.email));
    await system.ask(
      ANONYMOUS,
      'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { __typename } }',
      { input: { token } },
    );
    const browser = newBrowser();
    assert.equal(await browser.follow(START), '/');
    const linked = await whoIsIn(browser);
    assert.deepEqual([linked.id, linked.name, linked.hasPassword], [ada.personId, 'Ada', true]);
  });

  it('takes no hostile names and addresses over', async () => {
    provider.person = somebody({ name: 'A\u202Eb' });
    const browser = newBrowser();
    assert.equal(await browser.follow(START), '/');
    assert.equal((await whoIsIn(browser)).name, String(provider.person.email).split('@')[0]);
    for (const email of ['a\0@b.c', 'nobody', '', 5, undefined]) {
      provider.person = somebody({ email });
      const other = newBrowser();
      assert.equal(await refused(other, await other.follow(START)), 'email_not_found', String(email));
    }
  });

  it('where everybody needs a second factor, lets in whose provider says that they proved one, or always asks', async (t) => {
    const { issuer, clientId, clientSecret } = provider;
    const base = { name: 'Acme', issuer, clientId, clientSecret, scopes: [] };
    const hardened = await startAuthSystem({
      hardened: true,
      oidcProviders: [
        { ...base, id: 'acme' },
        { ...base, id: 'strict', secondFactor: 'always' },
      ],
    });
    t.after(() => hardened.close());
    const end = (id: string, claims: object) => {
      provider.person = somebody({ ...claims });
      const browser = createCookieBrowser(PUBLIC_URL, hardened.server.url);
      return browser
        .follow(`${PUBLIC_URL}/api/auth/sign-in/${id}`)
        .then((path) => [path, browser.cookies.has('codexcontinue_session')]);
    };
    const refusal = ['/sign-in?error=second_factor_needed', false];
    assert.deepEqual(await end('acme', {}), refusal);
    assert.deepEqual(await end('acme', { amr: ['pwd'] }), refusal);
    assert.deepEqual(await end('acme', { amr: 'mfa' }), refusal);
    assert.deepEqual(await end('acme', { amr: ['pwd', 'otp', 'mfa'] }), ['/', true]);
    assert.deepEqual(await end('strict', {}), ['/', true]);
  });

  it('A35 lets nobody in who is kept from the instance', async () => {
    const browser = newBrowser();
    await browser.follow(START);
    const { id } = await whoIsIn(browser);
    await system.database.drizzle.execute(sql`insert into auth.disabled_person (person_id) values (${id})`);
    const again = newBrowser();
    assert.equal(await refused(again, await again.follow(START)), 'account_disabled');
  });

  it('F32 says when a provider is away, and takes it back when it is there again', async () => {
    const { issuer, clientId, clientSecret } = provider;
    provider.away = true;
    const other = await startAuthSystem({
      oidcProviders: [{ id: 'acme', name: 'Acme', issuer, clientId, clientSecret, scopes: [] }],
    });
    try {
      const browser = createCookieBrowser(PUBLIC_URL, other.server.url);
      assert.equal(await browser.follow(START), '/sign-in?error=provider_unavailable');
      provider.away = false;
      assert.equal(await browser.follow(START), '/');
    } finally {
      await other.close();
    }
  });

  it('A52 a provider that describes itself as another, and one nobody configured → refused', async () => {
    const browser = newBrowser();
    const liar = await browser.follow(`${PUBLIC_URL}/api/auth/sign-in/liar`);
    assert.equal(await refused(browser, liar), 'provider_unavailable');
    for (const path of ['sign-in/other', 'callback/other', 'sign-in/__proto__']) {
      const response = await fetch(`${system.server.url}/api/auth/${path}`, { redirect: 'manual' });
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
      const response = await fetch(`${system.server.url}/api/auth/${path}`, { method, redirect: 'manual' });
      assert.equal(response.status, 404, path);
    }
  });

  it('A50 stores no token of the provider', async () => {
    await newBrowser().follow(START);
    const rows = (await system.database.drizzle.execute(
      sql`select * from auth.account where provider_id = 'acme'`,
    )) as unknown as { rows: Record<string, unknown>[] };
    assert.ok(rows.rows.length > 0);
    for (const row of rows.rows)
      for (const name of ['access_token', 'refresh_token', 'id_token', 'password'])
        assert.equal(row[name], null, name);
  });

  it('is offered to everybody by name', async () => {
    const { data } = await system.ask(ANONYMOUS, '{ signInProviders { id name path } }');
    assert.deepEqual(data.signInProviders[0], { id: 'acme', name: 'Acme', path: '/api/auth/sign-in/acme' });
  });
});
