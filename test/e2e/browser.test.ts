import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { makePdf } from '../helpers/documents.ts';
import { startStandalone } from '../helpers/running-program.ts';

describe('a person in a browser', { timeout: 300_000 }, () => {
  const story = tellInBrowser({ name: 'person', start: () => startStandalone() });
  const { picture } = story;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  const email = `${randomUUID()}@example.org`;

  before(() => {
    ({ url, context, page } = story);
  });

  it('signs up', async () => {
    await page.goto(url);
    await page.getByRole('tab', { name: 'Sign up' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('Use at least 10 characters.').waitFor();
    await picture('sign-up-refused');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('textbox', { name: 'Workspace name' }).waitFor();
    await picture('first-workspace');
  });

  it('makes a workspace', async () => {
    await page.getByRole('textbox', { name: 'Workspace name' }).fill('Plant 7');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
    await picture('workspace');
  });

  it('sees the members, and is told when nobody has an address', async () => {
    await page.getByRole('navigation', { name: 'Workspace' }).getByText('Members').click();
    const own = page
      .getByRole('list', { name: 'Members' })
      .getByRole('listitem')
      .filter({ hasText: '(you)' });
    await own.getByText('Owner').waitFor();
    const form = page.getByRole('form', { name: 'Add a member' });
    await form.getByRole('textbox', { name: 'Email' }).fill('nobody@example.org');
    await form.getByRole('button', { name: 'Add member' }).click();
    await page.getByText('Nobody here has that address.').waitFor();
    await own.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await page.getByText('A workspace keeps at least one owner.').waitFor();
    await picture('members');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  it('uploads documents and sees them become ready', async () => {
    await page.getByRole('navigation', { name: 'Workspace' }).getByText('Documents').click();
    await page.locator('input[type=file]').setInputFiles([
      {
        name: 'handbook.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from(
          '# Handbook\n\nThe coolant pump must be inspected every 30 days. Each inspection is logged in the red book.\n',
        ),
      },
      {
        name: 'safety.pdf',
        mimeType: 'application/pdf',
        buffer: makePdf(['Cover', 'The emergency valve is painted bright orange.']),
      },
      { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing') },
    ]);
    const documents = page.getByRole('list', { name: 'Documents' }).getByRole('listitem');
    await documents.filter({ hasText: 'handbook.md' }).getByText('Ready').waitFor();
    await documents.filter({ hasText: 'safety.pdf' }).getByText('Ready').waitFor();
    await documents.filter({ hasText: 'broken.pdf' }).getByText('Failed').waitFor();
    await picture('documents');
  });

  it('asks, watches the answer come, and opens its source', async () => {
    await page.getByRole('navigation', { name: 'Workspace' }).getByText('New conversation').click();
    await page
      .getByRole('textbox', { name: 'Message' })
      .fill('How often must the coolant pump be inspected?');
    await page.getByRole('button', { name: 'Send' }).click();
    const messages = page.getByRole('list', { name: 'Messages' });
    await messages.getByText('every 30 days').first().waitFor();
    await page.getByRole('region', { name: 'Sources' }).waitFor();
    await picture('answer');
    await page.getByRole('button', { name: 'Source 1: handbook.md' }).click();
    await page.locator('mark').filter({ hasText: 'every 30 days' }).waitFor();
    await picture('source');
    await page.getByRole('button', { name: 'Close source' }).click();
  });

  it('finds everything again after a reload, without signing in', async () => {
    await page.reload();
    await page.getByRole('list', { name: 'Messages' }).getByText('every 30 days').first().waitFor();
  });

  it('sees in a second tab what happens in the first', async () => {
    const second = await context.newPage();
    await second.goto(page.url());
    await second.getByRole('complementary', { name: 'Activity' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('What colour is the emergency valve?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('list', { name: 'Messages' }).getByText('bright orange').first().waitFor();
    await second
      .getByRole('list', { name: 'Events, newest first' })
      .getByText('valve')
      .or(second.getByText('answer'))
      .first()
      .waitFor();
    await second.close();
  });

  it('works on a phone and in the dark', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('list', { name: 'Messages' }).waitFor();
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(overflow, 0);
    await picture('phone-dark');
    await page.getByRole('button', { name: 'Navigation' }).click();
    await page.getByRole('navigation', { name: 'Workspace' }).getByText('Documents').waitFor();
    await picture('phone-navigation');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('asks the supergraph in the playground, as the same person', async () => {
    await page.goto(`${url}/playground`);
    await page.locator('.graphiql-container').waitFor();
    // The button is there before the editor has its text.
    await page.locator('.graphiql-query-editor').getByText('WhoAmI').waitFor();
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page
      .locator('.graphiql-response')
      .getByText(/Ada.Example/)
      .waitFor();
    assert.equal(await page.getByText('You are not signed in').count(), 0);
    await picture('playground');
  });

  it('signs out, and is asked to sign in again', async () => {
    await page.goto(url);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('tab', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'Sign in' }).waitFor();
  });

  it('A60 asked no other host for anything, and no script failed', () => {
    assert.deepEqual(story.faults.foreignRequests, []);
    assert.deepEqual(story.faults.errors, []);
  });
});
