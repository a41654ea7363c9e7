import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { decodeJwt } from 'jose';
import { type AuthSystem, PUBLIC_URL, startAuthSystem } from './auth-system.ts';
import { type CookieBrowser, createCookieBrowser } from './cookie-browser.ts';
import { startOidcProvider, type TestOidcProvider } from './oidc-provider.ts';

/** Where the sign-in at the provider begins that behaves. */
export const OIDC_START = `${PUBLIC_URL}/api/auth/sign-in/acme`;

/** Auth with two providers: one that behaves, unless a test says otherwise, and one whose issuer is not its own. */
export interface OidcSystem {
  readonly provider: TestOidcProvider;
  readonly system: AuthSystem;
  newBrowser(): CookieBrowser;
  /** The account whose session the browser has; undefined without one. */
  whoIsIn(browser: CookieBrowser): Promise<OidcAccount>;
}

interface OidcAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
  readonly hasPassword: boolean;
}

/** The one of all tests of the suite that this is called in; before each the provider behaves, and knows another person. */
export function shareOidcSystem(): OidcSystem {
  let started: Awaited<ReturnType<typeof startOidcSystem>> | undefined;
  const running = () => started ?? assert.fail('the suite has not begun');
  before(async () => {
    started = await startOidcSystem();
  });
  beforeEach(() => running().reset());
  after(() => started?.close());
  return {
    get provider() {
      return running().provider;
    },
    get system() {
      return running().system;
    },
    newBrowser: () => running().newBrowser(),
    whoIsIn: (browser) => running().whoIsIn(browser),
  };
}

async function startOidcSystem() {
  const provider = await startOidcProvider();
  const { issuer, clientId, clientSecret } = provider;
  const system = await startAuthSystem({
    oidcProviders: [
      { id: 'acme', name: 'Acme', issuer, clientId, clientSecret, scopes: ['groups'] },
      { id: 'liar', name: 'Liar', issuer: `${issuer}/`, clientId, clientSecret, scopes: [] },
    ],
  });
  return {
    provider,
    system,
    newBrowser: () => createCookieBrowser(PUBLIC_URL, system.server.url),
    async whoIsIn(browser: CookieBrowser): Promise<OidcAccount> {
      const session = browser.cookies.get('codexcontinue_session');
      const response = await fetch(`${system.server.url}/api/auth/token`, {
        method: 'POST',
        headers: { 'x-codexcontinue-request': '1', cookie: `codexcontinue_session=${session}` },
      });
      assert.equal(response.status, 200, 'nobody is in');
      const { accessToken } = (await response.json()) as { accessToken: string };
      const { sub, sid } = decodeJwt(accessToken) as { sub: string; sid: string };
      const caller = { kind: 'person', personId: sub, sessionId: sid, workspaceRoles: {} } as const;
      const { data } = await system.ask(
        caller,
        '{ me { id email name } accountSecurity { emailVerified hasPassword } }',
      );
      return { ...data.me, ...data.accountSecurity };
    },
    reset() {
      provider.misbehaviour = {};
      provider.thinIdTokens = false;
      provider.away = false;
      provider.person = somebodyAtProvider();
    },
    async close() {
      await system.close();
      await provider.stop();
    },
  };
}

/** What the provider tells of a person nobody has seen before. */
export function somebodyAtProvider(claims: Record<string, unknown> = {}) {
  return {
    sub: newId(),
    email: `${newId()}@example.org`,
    email_verified: true,
    name: 'Grace Hopper',
    ...claims,
  };
}

/** @returns the reason, after the way back to the sign-in page, with no session */
export function oidcRefusal(browser: CookieBrowser, end: string): string {
  assert.match(end, /^\/sign-in\?error=[a-z_]+$/);
  assert.equal(browser.cookies.has('codexcontinue_session'), false);
  return end.split('=')[1] ?? '';
}
