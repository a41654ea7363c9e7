import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { ANONYMOUS, PUBLIC_URL, startAuthSystem } from './helpers/auth-system.ts';
import { createCookieBrowser } from './helpers/cookie-browser.ts';
import { tokenIn } from './helpers/mailbox.ts';
import { OIDC_START, oidcRefusal, shareOidcSystem, somebodyAtProvider } from './helpers/oidc-system.ts';

describe('accounts of people who sign in at an identity provider', () => {
  const oidc = shareOidcSystem();

  it('makes an account at the first time, and finds it at the second', async () => {
    const browser = oidc.newBrowser();
    assert.equal(
      await browser.follow(`${OIDC_START}?next=${encodeURIComponent('/w/1?a=b#c')}`),
      '/w/1?a=b#c',
    );
    const first = await oidc.whoIsIn(browser);
    assert.deepEqual(
      [first.email, first.name, first.emailVerified, first.hasPassword],
      [oidc.provider.person.email, 'Grace Hopper', true, false],
    );
    oidc.provider.person = { ...oidc.provider.person, email: `${newId()}@example.org`, name: 'Renamed' };
    const again = oidc.newBrowser();
    assert.equal(await again.follow(OIDC_START), '/');
    assert.equal((await oidc.whoIsIn(again)).id, first.id, 'by sub, not by address');
    assert.deepEqual([...again.cookies.keys()], ['codexcontinue_session'], 'no other cookie is left');
  });

  it('reads the user info endpoint where the ID token says little', async () => {
    oidc.provider.thinIdTokens = true;
    const browser = oidc.newBrowser();
    assert.equal(await browser.follow(OIDC_START), '/');
    assert.equal((await oidc.whoIsIn(browser)).email, oidc.provider.person.email);
    oidc.provider.misbehaviour = { userInfoSub: 'somebody else' };
    const other = oidc.newBrowser();
    oidcRefusal(other, await other.follow(OIDC_START));
  });

  it('A52 an address the provider has not verified gets no account, neither a new one nor an old one', async () => {
    oidc.provider.person = somebodyAtProvider({ email_verified: false });
    const browser = oidc.newBrowser();
    assert.equal(oidcRefusal(browser, await browser.follow(OIDC_START)), 'email_not_verified');
    for (const email_verified of [false, undefined, 'true', 1]) {
      const ada = await oidc.system.signUp();
      oidc.provider.person = somebodyAtProvider({ email: ada.email, email_verified });
      const eve = oidc.newBrowser();
      assert.equal(
        oidcRefusal(eve, await eve.follow(OIDC_START)),
        'account_not_linked',
        String(email_verified),
      );
    }
  });

  it('A52 links to an account only when both sides have verified the address', async () => {
    const ada = await oidc.system.signUp();
    oidc.provider.person = somebodyAtProvider({ email: ada.email.toUpperCase() });
    const early = oidc.newBrowser();
    assert.equal(oidcRefusal(early, await early.follow(OIDC_START)), 'account_not_linked');
    const token = tokenIn(await oidc.system.mailbox.next(ada.email));
    await oidc.system.ask(
      ANONYMOUS,
      'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { __typename } }',
      { input: { token } },
    );
    const browser = oidc.newBrowser();
    assert.equal(await browser.follow(OIDC_START), '/');
    const linked = await oidc.whoIsIn(browser);
    assert.deepEqual([linked.id, linked.name, linked.hasPassword], [ada.personId, 'Ada', true]);
  });

  it('takes no hostile names and addresses over', async () => {
    oidc.provider.person = somebodyAtProvider({ name: 'A\u202Eb' });
    const browser = oidc.newBrowser();
    assert.equal(await browser.follow(OIDC_START), '/');
    assert.equal((await oidc.whoIsIn(browser)).name, String(oidc.provider.person.email).split('@')[0]);
    for (const email of ['a\0@b.c', 'nobody', '', 5, undefined]) {
      oidc.provider.person = somebodyAtProvider({ email });
      const other = oidc.newBrowser();
      assert.equal(oidcRefusal(other, await other.follow(OIDC_START)), 'email_not_found', String(email));
    }
  });

  it('where everybody needs a second factor, lets in whose provider says that they proved one, or always asks', async (t) => {
    const { issuer, clientId, clientSecret } = oidc.provider;
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
      oidc.provider.person = somebodyAtProvider({ ...claims });
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
    const browser = oidc.newBrowser();
    await browser.follow(OIDC_START);
    const { id } = await oidc.whoIsIn(browser);
    await oidc.system.database.drizzle.execute(
      sql`insert into auth.disabled_person (person_id) values (${id})`,
    );
    const again = oidc.newBrowser();
    assert.equal(oidcRefusal(again, await again.follow(OIDC_START)), 'account_disabled');
  });

  it('A50 stores no token of the provider', async () => {
    await oidc.newBrowser().follow(OIDC_START);
    const rows = (await oidc.system.database.drizzle.execute(
      sql`select * from auth.account where provider_id = 'acme'`,
    )) as unknown as { rows: Record<string, unknown>[] };
    assert.ok(rows.rows.length > 0);
    for (const row of rows.rows)
      for (const name of ['access_token', 'refresh_token', 'id_token', 'password'])
        assert.equal(row[name], null, name);
  });

  it('is offered to everybody by name', async () => {
    const { data } = await oidc.system.ask(ANONYMOUS, '{ signInProviders { id name path } }');
    assert.deepEqual(data.signInProviders[0], { id: 'acme', name: 'Acme', path: '/api/auth/sign-in/acme' });
  });
});
