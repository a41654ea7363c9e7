import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { enter as enterAs, tellInBrowser } from '../helpers/browser-story.ts';
import { ask, createAuditedWorkspace, PASSWORD, type Somebody } from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const COUNT = `query ($id: ID!, $filter: AuditEventFilter) { workspace(id: $id) {
  auditEvents(first: 100, filter: $filter) { edges { node { id } } } } }`;
const REFUSED = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }`;

describe('the audit log of a workspace and of the instance, in a browser', { timeout: 300_000 }, () => {
  const story = tellInBrowser({ name: 'audit-log', start: () => startStandalone() });
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

  it('asked nobody else, and broke nothing', () => {
    story.assertNoFaults();
  });
});
