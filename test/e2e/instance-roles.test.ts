import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { totpCode } from '../../subgraphs/auth/test/helpers/totp.ts';
import { enter, tellInBrowser } from '../helpers/browser-story.ts';
import {
  addMember,
  ask,
  createWorkspace,
  PASSWORD,
  type Somebody,
  signUp,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const WHO = 'query ($id: ID!) { person(id: $id) { id name } }';
const SET = `mutation ($input: SetInstanceRolesInput!) { setInstanceRoles(input: $input) {
  __typename ... on Failure { message } } }`;
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';

describe('administrators of the instance, in a browser', { timeout: 180_000 }, () => {
  const story = tellInBrowser({ name: 'roles', start: () => startStandalone() });
  let first: Somebody;
  let member: Somebody;
  let auditor: Somebody;
  let workspaceId: string;

  before(async () => {
    const { url } = story;
    first = await signUp(url);
    [member, auditor] = [await signUp(url), await signUp(url)];
    workspaceId = await createWorkspace(url, first);
    await addMember(url, first, workspaceId, member, 'MEMBER');
  });

  const signInAs = ({ email }: Somebody) => enter(story, { email, password: PASSWORD });
  const list = () => story.page.getByRole('list', { name: 'Administrators and auditors' });
  const role = (name: string) => story.page.getByRole('group', { name, exact: true });
  const dialog = () => story.page.getByRole('dialog');
  const prove = async (verb: string, password = PASSWORD) => {
    await dialog().getByLabel('Your password', { exact: true }).fill(password);
    await dialog().getByRole('button', { name: verb, exact: true }).click();
  };
  async function openMenu(): Promise<void> {
    await story.page.getByRole('button', { name: 'Account', exact: true }).click();
    await story.page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  }
  const codeOf = async (who: Somebody, id: string) => {
    const { errors } = await tryAsking(story.url, who, WHO, { id });
    return errors[0]?.extensions?.code;
  };

  it('an administrator finds in the account menu who looks after the instance', async () => {
    const { page } = story;
    await signInAs(first);
    await openMenu();
    await page.getByRole('menuitem', { name: 'Administrators and auditors' }).click();
    await list().getByText('(you)').waitFor();
    assert.equal(await list().getByRole('listitem').count(), 1);
  });

  it('A56 appoints a member from their account, and only with the password', async () => {
    const { page, url } = story;
    assert.equal(await codeOf(member, first.id), 'FORBIDDEN');
    await page.goto(`${url}/w/${workspaceId}/members`);
    await page.getByRole('link', { name: 'Account of Ada' }).click();
    await role('Administrator').getByText('No', { exact: true }).waitFor();
    await story.picture('person', 'everyWay');
    await role('Administrator').getByRole('button', { name: 'Give the role' }).click();
    await prove('Give the role', 'not the password');
    await dialog().getByText('This is not the password of your account.').waitFor();
    await story.picture('proof', 'everyWay');
    assert.equal(await codeOf(member, first.id), 'FORBIDDEN');
    await prove('Give the role');
    await page.getByText('Ada is an administrator now.').waitFor();
    await role('Administrator').getByText('Yes', { exact: true }).waitFor();
    assert.equal(await codeOf(member, first.id), undefined);
  });

  it('makes an auditor of somebody who shares no workspace, whose account has an address of its own', async () => {
    const { page, url } = story;
    await page.goto(`${url}/instance/people/${auditor.id}`);
    await role('Auditor').getByRole('button', { name: 'Give the role' }).click();
    await prove('Give the role');
    await page.getByText('Ada is an auditor now.').waitFor();
    await page.goto(`${url}/instance/roles`);
    await list().getByText('Auditor', { exact: true }).waitFor();
    assert.equal(await list().getByRole('listitem').count(), 3);
    await story.picture('list', 'everyWay');
    await list().getByRole('link').nth(1).click();
    await page.getByRole('heading', { name: 'Ada on this instance' }).waitFor();
  });

  it('A56 an auditor sees the list, and nothing to change on it', async () => {
    const { page, url } = story;
    await signInAs(auditor);
    await openMenu();
    await page.getByRole('menuitem', { name: 'Administrators and auditors' }).click();
    await list().getByText('(you)').waitFor();
    assert.equal(await list().getByRole('link').count(), 0);
    assert.equal(await page.getByRole('menuitem', { name: 'Hardening' }).count(), 0);
    await page.goto(`${url}/instance/people/${first.id}`);
    await page.getByText('Only administrators of this instance disable and enable people').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Give the role' }).count(), 0);
  });

  it('A35 a role that is taken is gone with the next request, whatever was answered before', async () => {
    const { page, url } = story;
    await signInAs(member);
    await page.goto(`${url}/instance/people/${auditor.id}`);
    await role('Auditor').getByText('Yes', { exact: true }).waitFor();
    assert.equal(await codeOf(member, first.id), undefined);
    const input = { userId: member.id, administrator: false, password: PASSWORD };
    const { setInstanceRoles } = await ask(url, first, SET, { input });
    assert.equal(setInstanceRoles.__typename, 'PersonChanged');
    assert.equal(await codeOf(member, first.id), 'FORBIDDEN');
    // The page is still there, and what it tries is refused.
    await role('Auditor').getByRole('button', { name: 'Take the role' }).click();
    await prove('Take the role');
    await dialog().getByText('Only administrators of this instance do that.').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Administrators and auditors' }).waitFor({ state: 'detached' });
    await page.getByText('Only administrators of this instance disable and enable people').waitFor();
    await page.goto(`${url}/instance/roles`);
    await page.getByText('Only administrators and auditors of this instance see').waitFor();
  });

  it('the last administrator does not step down, and is told why', async () => {
    const { page, url } = story;
    await signInAs(first);
    await page.goto(`${url}/instance/people/${first.id}`);
    await role('Administrator').getByText('Yes', { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Disable' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Remove the second factor' }).count(), 0);
    await role('Administrator').getByRole('button', { name: 'Take the role' }).click();
    await prove('Take the role');
    await dialog().getByText('This instance keeps at least one administrator.').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await role('Administrator').getByText('Yes', { exact: true }).waitFor();
  });

  it('removes a second factor that is lost: every session ends, and the password signs in', async () => {
    const { page, url } = story;
    const input = { password: PASSWORD };
    const { enrollTotp } = await ask(
      url,
      member,
      'mutation ($input: EnrollTotpInput!) { enrollTotp(input: $input) { ... on TotpEnrollment { secret } } }',
      { input },
    );
    await ask(
      url,
      member,
      'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { __typename } }',
      { input: { code: totpCode(enrollTotp.secret) } },
    );
    const signIn = async () =>
      (await ask(url, undefined, SIGN_IN, { input: { email: member.email, password: PASSWORD } })).signIn
        .__typename;
    assert.equal(await signIn(), 'SecondFactorRequired');

    await page.goto(`${url}/instance/people/${auditor.id}`);
    await page.getByRole('button', { name: 'Remove the second factor' }).click();
    await prove('Remove');
    await dialog().getByText('This person has neither an authenticator app nor a passkey').waitFor();
    await page.goto(`${url}/instance/people/${member.id}`);
    await page.getByRole('button', { name: 'Remove the second factor' }).click();
    await story.picture('reset', 'everyWay');
    await prove('Remove', 'not the password');
    await dialog().getByText('This is not the password of your account.').waitFor();
    assert.equal(await signIn(), 'SecondFactorRequired');
    await prove('Remove');
    await page.getByText('Removed: the authenticator app with its recovery codes.').waitFor();
    await story.picture('removed', 'everyWay');
    const over = await tryAsking(url, member, '{ me { id } }');
    assert.equal(over.errors[0]?.extensions?.code, 'UNAUTHENTICATED');
    assert.equal(await signIn(), 'SignedIn');
  });

  it('the audit log of the instance tells of all that, in words', async () => {
    const { page, url } = story;
    await page.goto(`${url}/instance/audit`);
    for (const words of [
      'Became administrator of the instance',
      'Set a person’s roles on the instance',
      'Removed a person’s second factor',
    ])
      await page.getByText(words).first().waitFor();
  });

  it('asked nobody else, and broke nothing', () => story.assertNoFaults());
});
