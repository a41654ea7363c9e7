import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { createCookieBrowser } from '../../subgraphs/auth/test/helpers/cookie-browser.ts';
import { startOidcProvider, type TestOidcProvider } from '../../subgraphs/auth/test/helpers/oidc-provider.ts';
import { enter as enterAs, tellInBrowser } from '../helpers/browser-story.ts';
import { ask, createWorkspace, PASSWORD, type Somebody, signUp } from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const CALLS = `query ($filter: OutboundCallFilter) { outboundCalls(first: 100, filter: $filter) {
  edges { node { service host outcome calls } } } }`;

describe('calls out of the system, in a browser', { timeout: 300_000 }, () => {
  let provider: TestOidcProvider;
  const story = tellInBrowser({
    name: 'outbound',
    async start() {
      provider = await startOidcProvider();
      const { issuer, clientId, clientSecret } = provider;
      const standalone = await startStandalone({
        // Where nobody listens.
        OLLAMA_URL: `http://127.0.0.1:${await freePort()}`,
        OIDC_PROVIDERS: JSON.stringify([{ id: 'acme', name: 'Acme', issuer, clientId, clientSecret }]),
      });
      const stop = () => standalone.stop().then(() => provider.stop());
      return { url: standalone.url, stop };
    },
  });
  const picture = (name: string) => story.picture(name, 'everyWay');
  const enter = ({ email }: Somebody) => enterAs(story, { email, password: PASSWORD });
  let url: string;
  let page: Page;
  let admin: Somebody;
  let other: Somebody;

  before(async () => {
    ({ url, page } = story);
    admin = await signUp(url);
    other = await signUp(url);
  });

  const rows = () => page.getByRole('table', { name: 'Calls out of the system' }).locator('tbody tr');
  const filters = () => page.getByRole('form', { name: 'Filter the calls' });
  async function choose(field: string, option: string): Promise<void> {
    await filters().getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }
  /** Calls are told some seconds later: asked until they are there. */
  async function kept(filter: object): Promise<void> {
    while ((await ask(url, admin, CALLS, { filter })).outboundCalls.edges.length === 0);
  }
  /** The app says that it is at port 0, which it was given to find one. */
  const signInAtProvider = (): Promise<string> => {
    const publicUrl = 'http://localhost:0';
    return createCookieBrowser(publicUrl, url).follow(`${publicUrl}/api/auth/sign-in/acme`);
  };

  it('an administrator finds the page in the account menu, and nothing on it at first', async () => {
    await enter(admin);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Calls out of the system' }).click();
    await page.getByText('Nothing has been called outside yet.').waitFor();
    await picture('empty');
  });

  it('sees what was called and what did not answer, by which service', async () => {
    provider.misbehaviour = { configured: { token_endpoint: 'https://token.elsewhere.example:8443/token' } };
    provider.person = { sub: 'one', email: 'grace@example.org', email_verified: true, name: 'Grace' };
    assert.match(await signInAtProvider(), /error=/);
    // Asks whether there is a model server, where none is.
    await createWorkspace(url, admin);
    await ask(url, admin, '{ modelService { engine } }');
    await kept({ outcome: 'REFUSED' });
    await kept({ service: 'ml' });
    await page.getByRole('button', { name: 'Look again' }).click();
    const { host } = new URL(provider.issuer);
    const answered = rows().filter({ hasText: host });
    await answered.getByText('Answered', { exact: true }).waitFor();
    await answered.getByText('Identity provider').waitFor();
    await answered.getByText('auth', { exact: true }).waitFor();
    const failed = rows().filter({ hasText: 'Model server' });
    await failed.getByText('ECONNREFUSED').waitFor();
  });

  it('is told what would let out what was refused', async () => {
    const refused = rows().filter({ hasText: 'token.elsewhere.example:8443' });
    await refused.getByText('Refused', { exact: true }).waitFor();
    await refused.getByText('If it should: add this to EGRESS_ALLOW of auth.').waitFor();
    await refused.getByRole('button', { name: 'Copy token.elsewhere.example:8443' }).waitFor();
    await picture('outbound');
  });

  it('filters, and the filters stand in the address', async () => {
    assert.equal(await rows().count(), 3);
    await choose('Outcome', 'Refused');
    await rows().filter({ hasText: 'Answered' }).waitFor({ state: 'detached' });
    await rows().first().waitFor();
    assert.equal(await rows().count(), 1);
    assert.equal(new URL(page.url()).searchParams.get('outcome'), 'REFUSED');
    await page.reload();
    await rows().first().waitFor();
    assert.equal(await rows().count(), 1);
    await choose('Service', 'ml');
    await page.getByText('No calls fit these filters.').waitFor();
    await picture('none');
    await filters().getByRole('button', { name: 'Clear the filters' }).click();
    await rows().nth(2).waitFor();
    await filters().getByRole('textbox', { name: 'Host' }).fill('ELSEWHERE');
    await page.keyboard.press('Enter');
    await rows().nth(2).waitFor({ state: 'detached' });
    await rows().filter({ hasText: 'token.elsewhere.example' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('host'), 'ELSEWHERE');
  });

  it('A56 nobody else has it, nor a way to it', async () => {
    await enter(other);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: /Sign out/ }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: 'Calls out of the system' }).count(), 0);
    await page.goto(`${url}/instance/outbound-calls`);
    await page.getByText('Only administrators and auditors of this instance see what it calls.').waitFor();
  });

  it('asked nobody else, and broke nothing', () => {
    story.assertNoFaults();
  });
});
