import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { startStandalone } from '../helpers/running-program.ts';

describe('a person and their quotas, in a browser', { timeout: 300_000 }, () => {
  // The first question uses them up.
  const story = tellInBrowser({ name: 'quotas', start: () => startStandalone({ QUOTAS: 'tokens=1' }) });
  const picture = (name: string) => story.picture(name, 'everyWay');

  it('A67 sees what is used, is told when it is used up, and why a question is refused', async () => {
    const { page, url } = story;
    await page.goto(`${url}/sign-up`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(`${randomUUID()}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Plant 7');
    await page.getByRole('textbox', { name: 'Workspace name' }).fill('Plant 7');
    await page.getByRole('button', { name: 'Create workspace' }).click();

    await page.getByRole('link', { name: 'Usage' }).click();
    const yours = page.getByRole('region', { name: 'Yours' });
    await yours.getByText('0 of 1', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Plant 7' }).getByText('0 of 10,000,000').waitFor();
    assert.equal(await yours.getByRole('progressbar', { name: 'Tokens today' }).count(), 1);
    await picture('usage-unused');

    await page.getByRole('link', { name: 'New conversation' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('How long is the warranty?');
    await page.getByRole('button', { name: 'Send' }).click();
    const notice = page.getByText('You have used all the tokens of a day.');
    await notice.waitFor();
    await picture('usage-notice');

    await page.getByRole('textbox', { name: 'Message' }).fill('And of the pump?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/You have used the 1 tokens of a day\. Go on after .* UTC, or ask an/).waitFor();
    await picture('usage-refused');

    await page.getByRole('link', { name: 'Usage' }).first().click();
    await yours.getByText(/^\d+ of 1$/).waitFor();
    await picture('usage-used-up');
    story.assertNoFaults();
  });
});
