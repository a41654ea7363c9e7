import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { KEY_SCOPES } from '../../subgraphs/auth/src/domain/key-scopes.ts';
import { enter as enterAs, tellInBrowser } from '../helpers/browser-story.ts';
import {
  addMember,
  ask,
  createWorkspace,
  PASSWORD,
  type Somebody,
  signInAgain,
  signUp,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const COUNT = `query ($id: ID!, $filter: AuditEventFilter) { workspace(id: $id) {
  auditEvents(first: 100, filter: $filter) { edges { node { id } } } } }`;
const REFUSED = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }`;
const ROLE = `query ($id: ID!) { workspace(id: $id) { viewerRole } }`;

describe('those who look after a workspace, in a browser', { timeout: 240_000 }, () => {
  const story = tellInBrowser({ name: 'administration', start: () => startStandalone() });
  const picture = (name: string) => story.picture(name, 'everyWay');
  const enter = ({ email }: Somebody) => enterAs(story, { email, password: PASSWORD });
  let url: string;
  let page: Page;
  let owner: Somebody;
  let auditor: Somebody;
  let workspaceId: string;

  before(async () => {
    ({ url, page } = story);
    owner = await signUp(url);
    workspaceId = await createWorkspace(url, owner);
    auditor = await signUp(url);
    await addMember(url, owner, workspaceId, auditor, 'AUDITOR');
  });

  /** Events come into the log after the answer: asked until they are there. */
  async function logged(count: number, filter: Record<string, unknown>): Promise<void> {
    const seen = async () =>
      (await ask(url, owner, COUNT, { id: workspaceId, filter })).workspace.auditEvents.edges.length;
    while ((await seen()) < count);
  }

  async function choose(field: Locator, option: string): Promise<void> {
    await field.click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  async function download(name: string): Promise<string> {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFileSync(await (await coming).path(), 'utf8');
  }

  const navigation = () => page.getByRole('navigation', { name: 'Workspace' });
  const filters = () => page.getByRole('form', { name: 'Filter the audit log' });
  const table = () => page.getByRole('table', { name: 'Audit log' });
  const rows = () => table().locator('tbody tr');
  const event = (words: string) => table().getByRole('button', { name: words });
  /** When the list is read again, with this in it and that not. */
  async function shows(words: string, without: string): Promise<void> {
    await event(without).waitFor({ state: 'detached' });
    await event(words).waitFor();
    assert.equal(await rows().count(), 1);
  }

  it('an auditor lands at the audit log', async () => {
    await logged(2, {});
    await enter(auditor);
    await page.goto(`${url}/w/${workspaceId}`);
    await event('Added a member').waitFor();
    assert.equal(new URL(page.url()).pathname, `/w/${workspaceId}/audit`);
    assert.equal(await rows().count(), 2);
    await event('Made the workspace').waitFor();
    await picture('audit');
  });

  it('filters it, and the filters stand in the address', async () => {
    await choose(filters().getByRole('combobox', { name: 'What' }), 'Added a member');
    await page.keyboard.press('Escape');
    await shows('Added a member', 'Made the workspace');
    assert.equal(new URL(page.url()).searchParams.get('action'), 'member.added');
    await page.reload();
    await shows('Added a member', 'Made the workspace');
    await choose(filters().getByRole('combobox', { name: 'Outcome' }), 'Failed');
    await page.getByText('Nothing was done that fits these filters.').waitFor();
    await filters().getByRole('button', { name: 'Clear the filters' }).click();
    await event('Made the workspace').waitFor();
    assert.equal(new URL(page.url()).search, '');
  });

  it('looks at an event with the keyboard, and at what else was done to its object', async () => {
    await event('Added a member').focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('member.added').waitFor();
    await drawer.getByText('"role": "AUDITOR"').waitFor();
    assert.match((await drawer.textContent()) ?? '', /Hash \(SHA-256\)[0-9a-f]{64}/);
    await picture('audit-event');
    await drawer.getByRole('button', { name: 'Only this object' }).click();
    await drawer.waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).searchParams.get('object'), auditor.id);
    await shows('Added a member', 'Made the workspace');
  });

  it('downloads what the filters leave, in both forms', async () => {
    const csv = await download('Export CSV');
    const lines = csv.trim().split('\r\n');
    assert.match(lines[0] ?? '', /^sequence,occurredAt,service,action/);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /member\.added/);
    const events = (await download('Export NDJSON'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ action, targetId }) => [action, targetId]),
      [['member.added', auditor.id]],
    );
    await logged(2, { actions: ['audit.exported'] });
    await filters().getByRole('button', { name: 'Clear the filters' }).click();
    await event('Exported the audit log').first().waitFor();
  });

  it('reads on where a page ends, and only what was refused', async () => {
    const input = { workspaceId, name: 'robot', scopes: [] };
    for (let made = 0; made < 55; made++) await ask(url, owner, REFUSED, { input });
    await logged(55, { outcome: 'REFUSED' });
    await choose(filters().getByRole('combobox', { name: 'Outcome' }), 'Refused');
    await event('Exported the audit log').first().waitFor({ state: 'detached' });
    await rows().nth(49).waitFor();
    assert.equal(await rows().count(), 50);
    await page.getByRole('button', { name: 'Load more' }).click();
    await rows().nth(54).waitFor();
    await page.getByRole('button', { name: 'Load more' }).waitFor({ state: 'detached' });
    assert.equal(
      await rows().filter({ hasText: 'Made an API key' }).filter({ hasText: 'Refused' }).count(),
      55,
    );
  });

  it('nobody but the administrator has the log of the instance', async () => {
    await page.goto(`${url}/instance/audit`);
    await page.getByText('Only administrators of this instance read its whole audit log.').waitFor();
    await enter(owner);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Audit log of the instance' }).click();
    // Belongs to no workspace, and so stands in no workspace's log.
    await event('Signed in').first().waitFor();
    await picture('instance-audit');
  });

  it('the administrator downloads the log of the instance, by what is looked for', async () => {
    await choose(filters().getByRole('combobox', { name: 'What' }), 'Made an account');
    await page.keyboard.press('Escape');
    await event('Signed in').first().waitFor({ state: 'detached' });
    const csv = (await download('Export CSV')).trim().split('\r\n');
    assert.match(csv[0] ?? '', /^sequence,occurredAt,service,action/);
    assert.deepEqual(
      csv.slice(1).map((line) => /account\.created,SUCCEEDED,([^,]*)/.exec(line)?.[1]),
      [owner.id, auditor.id],
    );
    const lines = (await download('Export NDJSON')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).actorId),
      [owner.id, auditor.id],
    );
  });

  it('on a phone the filters are folded, with their number, and unfold', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await filters().getByRole('button', { name: 'Filters: 1 set' }).waitFor();
    assert.equal(await filters().getByRole('combobox', { name: 'What' }).isVisible(), false);
    const first = await rows().first().boundingBox();
    assert.ok(first && first.y < 844 / 2, `the first event begins at ${first?.y} of 844`);
    await picture('audit-folded');
    await page.setViewportSize({ width: 390, height: 844 });
    await filters().getByRole('button', { name: 'Filters: 1 set' }).focus();
    await page.keyboard.press('Enter');
    await filters().getByRole('combobox', { name: 'What' }).waitFor();
    await picture('audit-unfolded');
    await page.setViewportSize({ width: 390, height: 844 });
    await filters().getByRole('button', { name: 'Clear the filters' }).click();
    await event('Signed in').first().waitFor();
    await filters().getByRole('button', { name: 'Filters', exact: true }).waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.equal(await filters().getByRole('button', { name: 'Filters', exact: true }).isVisible(), false);
    await filters().getByRole('combobox', { name: 'What' }).waitFor();
  });

  it('a key is made with a scope, and its secret is shown once', async () => {
    await page.goto(`${url}/w/${workspaceId}/keys`);
    const form = page.getByRole('form', { name: 'New API key' });
    await form.getByRole('button', { name: 'Make the key' }).click();
    await form
      .getByText('A key needs a scope.')
      .or(form.getByText(/characters/))
      .first()
      .waitFor();
    assert.equal(await form.getByRole('checkbox').count(), KEY_SCOPES.length);
    await form.getByRole('textbox', { name: 'What it is for' }).fill('Nightly report');
    await form.getByRole('checkbox', { name: /^See the workspace/ }).check();
    await picture('keys-form');
    await form.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('Keep this secret now').waitFor();
    await picture('key-secret');
  });

  it('opens what its scope says, until it is revoked', async () => {
    const secret = (await page.getByLabel('Secret of the new key').textContent()) ?? '';
    assert.match(secret, /^cck_\S+$/);
    const key = { authorization: `Bearer ${secret}` };
    const { workspace } = await ask(url, key, ROLE, { id: workspaceId });
    assert.equal(workspace.viewerRole, 'OWNER');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const keys = page.getByRole('list', { name: 'API keys' });
    await keys.getByText('Workspace: read').waitFor();
    assert.equal(await page.getByText(secret).count(), 0);
    await picture('keys');
    await keys.getByRole('button', { name: 'Revoke Nightly report' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await keys.getByText(/^Revoked /).waitFor();
    assert.equal((await tryAsking(url, key, ROLE, { id: workspaceId })).status, 401);
  });

  it('a session is ended, then all others', async () => {
    const [other, third] = [await signInAgain(url, owner), await signInAgain(url, owner)];
    await page.goto(`${url}/settings/security`);
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByText('This session').waitFor();
    await sessions.getByText('Chrome on Linux').waitFor();
    // The session that was made first, and the two of now.
    assert.equal(await sessions.getByRole('listitem').count(), 4);
    await picture('sessions');
    await sessions
      .getByRole('button', { name: /^End the session/ })
      .first()
      .click();
    await sessions.getByRole('listitem').nth(3).waitFor({ state: 'detached' });
    assert.equal((await tryAsking(url, third, '{ me { id } }')).status, 401);
    await ask(url, other, '{ me { id } }');
    await sessions.getByRole('button', { name: 'End all other sessions' }).click();
    await sessions.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    assert.equal((await tryAsking(url, other, '{ me { id } }')).status, 401);
    await sessions.getByText('This session').waitFor();
  });

  it('a role is changed, but not that of the last owner', async () => {
    await page.goto(`${url}/w/${workspaceId}/members`);
    const members = page.getByRole('list', { name: 'Members' }).getByRole('listitem');
    const own = members.filter({ hasText: '(you)' });
    await own.getByRole('button', { name: /^Role of Ada: Owner/ }).click();
    await page.getByRole('menuitem', { name: 'Member', exact: true }).click();
    await own.getByText('A workspace keeps at least one owner.').waitFor();
    await picture('last-owner');
    const another = members.filter({ hasText: auditor.email });
    await another.getByRole('button', { name: /^Role of Ada: Auditor/ }).click();
    await picture('roles');
    // The menu of the row before may still be closing.
    const roles = page.getByRole('menu', { name: /^Role of Ada: Auditor/ });
    await roles.getByRole('menuitem', { name: 'Viewer: reads only' }).click();
    await another.getByText('Viewer: reads only').waitFor();
    const { workspace } = await ask(url, auditor, ROLE, { id: workspaceId });
    assert.equal(workspace.viewerRole, 'VIEWER');
  });

  it('a viewer has no way to the audit log', async () => {
    await enter(auditor);
    await page.goto(`${url}/w/${workspaceId}/audit`);
    await page.getByText('Owners and auditors of the workspace read its audit log.').waitFor();
    await navigation().getByText('API keys').waitFor();
    assert.equal(await navigation().getByText('Audit log').count(), 0);
  });

  it('an administrator of the instance keeps a person out, and lets them in again', async () => {
    await enter(owner);
    await page.goto(`${url}/w/${workspaceId}/members`);
    const member = page
      .getByRole('list', { name: 'Members' })
      .getByRole('listitem')
      .filter({ hasText: auditor.email });
    await member.getByRole('link', { name: 'Account of Ada' }).click();
    await page.getByText('May use this instance').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Enable' }).count(), 0);
    await page.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable Ada?' });
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Ada is disabled').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await picture('person');
    assert.equal((await tryAsking(url, auditor, '{ me { id } }')).status, 401);
    // Also for whoever comes later, and knows nothing of what was done.
    await page.reload();
    await page.getByText('Disabled', { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Disable' }).count(), 0);
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByText('Ada is enabled').waitFor();
    await page.getByText('May use this instance').waitFor();
    await signInAgain(url, auditor);
  });

  it('an administrator of the instance sees each setting of the strict profile tried, here without it', async () => {
    await page.getByRole('button', { name: 'Account', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Hardening' }).click();
    await page.getByRole('heading', { name: 'Hardening' }).waitFor();
    const told = await page.getByRole('status').textContent();
    const failed = await page.getByText('Fail', { exact: true }).count();
    const passed = await page.getByText('Pass', { exact: true }).count();
    assert.equal(told, `${failed} of ${failed + passed} do not hold.`);
    assert.ok(failed > 0 && passed > 0, told);
    await picture('hardening');
  });

  it('asked nobody else, and broke nothing', () => {
    story.assertNoFaults();
  });
});
