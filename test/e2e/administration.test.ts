import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { KEY_SCOPES } from '../../subgraphs/auth/src/domain/key-scopes.ts';
import { enter as enterAs, tellInBrowser } from '../helpers/browser-story.ts';
import {
  ask,
  createAuditedWorkspace,
  PASSWORD,
  type Somebody,
  signInAgain,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const ROLE = `query ($id: ID!) { workspace(id: $id) { viewerRole } }`;

describe('those who look after a workspace, in a browser', { timeout: 300_000 }, () => {
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
    ({ owner, auditor, workspaceId } = await createAuditedWorkspace(url));
    await enter(owner);
  });

  const navigation = () => page.getByRole('navigation', { name: 'Workspace' });

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
