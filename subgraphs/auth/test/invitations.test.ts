import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { ANONYMOUS, type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';
import { rowsOf } from './helpers/database-rows.ts';
import { tokenIn } from './helpers/mailbox.ts';

const INVITE = `mutation ($input: InviteToWorkspaceInput!) { inviteToWorkspace(input: $input) {
  __typename ... on InvalidInput { field } ... on InvitationSent { invitation { id email role invitedBy { id } } } } }`;
const REVOKE = 'mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { __typename } }';
const ACCEPT = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  __typename ... on InvitationAccepted { workspace { id viewerRole } member { role user { id } } } } }`;
const LIST = `query ($id: ID!, $first: Int, $after: String) { workspace(id: $id) { invitations(first: $first, after: $after) {
  edges { cursor node { id email role } } pageInfo { hasNextPage } } } }`;
const VERIFY = 'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { __typename } }';
const ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;

describe('invitations to a workspace', () => {
  let system: AuthSystem;
  let owner: Somebody;
  let workspaceId: string;
  before(async () => {
    system = await startAuthSystem();
    owner = await system.signUp();
    workspaceId = await system.createWorkspace(owner);
  });
  after(() => system.close());

  async function askAs(somebody: Somebody, query: string, variables: Record<string, unknown>) {
    const { data, errors } = await system.ask(await system.callerOf(somebody), query, variables);
    return {
      answer: data && Object.values<Record<string, never>>(data)[0],
      code: errors?.[0]?.extensions.code,
    };
  }
  const invite = (by: Somebody, email: string, role: string) =>
    askAs(by, INVITE, { input: { workspaceId, email, role } });
  const accept = async (somebody: Somebody, token: string) =>
    (await askAs(somebody, ACCEPT, { input: { token } })).answer;
  /** Somebody whose address is confirmed. */
  async function verified(): Promise<Somebody> {
    const somebody = await system.signUp();
    const token = tokenIn(await system.mailbox.next(somebody.email));
    await system.ask(ANONYMOUS, VERIFY, { input: { token } });
    return somebody;
  }
  /** The token of an invitation of somebody, who is not a member. */
  async function invited(somebody: Somebody, role = 'MEMBER'): Promise<string> {
    const { answer } = await invite(owner, somebody.email, role);
    assert.equal(answer?.__typename, 'InvitationSent');
    return tokenIn(await system.mailbox.next(somebody.email));
  }

  it('go by mail, and make a member of whom they went to', async () => {
    const ada = await verified();
    const { answer } = await invite(owner, ` ${ada.email.toUpperCase()}`, 'VIEWER');
    assert.deepEqual(answer?.invitation, {
      id: (answer?.invitation as { id: string } | undefined)?.id,
      email: ada.email,
      role: 'VIEWER',
      invitedBy: { id: owner.personId },
    });
    const mail = await system.mailbox.next(ada.email);
    assert.match(mail.text, /Ada invites you to the workspace “Plant 7”/);
    assert.deepEqual(await accept(ada, tokenIn(mail)), {
      __typename: 'InvitationAccepted',
      workspace: { id: workspaceId, viewerRole: 'VIEWER' },
      member: { role: 'VIEWER', user: { id: ada.personId } },
    });
    const caller = await system.callerOf(ada);
    assert.equal(caller.kind === 'person' && caller.workspaceRoles[workspaceId], 'VIEWER');
    assert.equal((await invite(owner, ada.email, 'MEMBER')).answer?.__typename, 'AlreadyMember');
  });

  it('reach people who have no account yet', async () => {
    const email = `${newId()}@example.org`;
    assert.equal((await invite(owner, email, 'MEMBER')).answer?.__typename, 'InvitationSent');
    assert.ok(tokenIn(await system.mailbox.next(email)));
  });

  it('are accepted by their address only, and only when it is confirmed', async () => {
    const [unverified, eve] = [await system.signUp(), await verified()];
    await system.mailbox.next(unverified.email);
    const token = await invited(unverified);
    assert.equal((await accept(eve, token))?.__typename, 'InvitationForAnotherAddress');
    assert.equal((await accept(unverified, token))?.__typename, 'EmailNotVerified');
    const { errors } = await system.ask(ANONYMOUS, ACCEPT, { input: { token } });
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    const caller = await system.callerOf(eve);
    assert.deepEqual(caller.kind === 'person' && caller.workspaceRoles, {});
  });

  it('are good once, also when accepted many times at once', async () => {
    const ada = await verified();
    const token = await invited(ada);
    const outcomes = await Promise.all([1, 2, 3].map(() => accept(ada, token)));
    assert.deepEqual(outcomes.map((outcome) => outcome?.__typename).toSorted(), [
      'InvalidToken',
      'InvalidToken',
      'InvitationAccepted',
    ]);
  });

  it('are worth nothing when taken back, replaced, too old, or made up', async () => {
    const ada = await verified();
    const first = await invited(ada, 'ADMIN');
    const second = await invited(ada, 'VIEWER');
    assert.equal((await accept(ada, first))?.__typename, 'InvalidToken', 'replaced');
    const edges = (
      (await askAs(owner, LIST, { id: workspaceId })).answer as never as {
        invitations: { edges: { node: { id: string; email: string } }[] };
      }
    ).invitations.edges;
    const ofAda = edges.filter(({ node }) => node.email === ada.email);
    assert.equal(ofAda.length, 1);
    const revoke = async (invitationId: string, workspace = workspaceId) =>
      (await askAs(owner, REVOKE, { input: { workspaceId: workspace, invitationId } })).answer?.__typename;
    const invitationId = ofAda[0]?.node.id ?? '';
    const elsewhere = await system.createWorkspace(owner);
    assert.equal(await revoke(invitationId, elsewhere), 'InvitationNotFound', 'of another workspace');
    assert.equal(await revoke(invitationId), 'InvitationRevoked');
    assert.equal(await revoke(invitationId), 'InvitationNotFound');
    assert.equal(await revoke("' or '1'='1"), 'InvitationNotFound');
    assert.equal((await accept(ada, second))?.__typename, 'InvalidToken', 'taken back');
    const third = await invited(ada);
    await rowsOf(
      system.database,
    )`update auth.invitation set expires_at = now() - interval '1 second' where email = ${ada.email}`;
    assert.equal((await accept(ada, third))?.__typename, 'InvalidToken', 'too old');
    assert.equal((await accept(ada, ''))?.__typename, 'InvalidToken');
  });

  it('A56 are made, seen and taken back by owners and admins; only owners make owners', async () => {
    const people = new Map<string, Somebody>([['OWNER', owner]]);
    for (const role of ROLES.slice(1)) {
      const somebody = await system.signUp();
      await system.addMember(workspaceId, owner, somebody, role);
      people.set(role, somebody);
    }
    people.set('stranger', await system.signUp());
    for (const [role, somebody] of people) {
      const may = role === 'OWNER' || role === 'ADMIN';
      const { answer, code } = await invite(somebody, `${newId()}@example.org`, 'MEMBER');
      assert.equal(may ? answer?.__typename : code, may ? 'InvitationSent' : 'FORBIDDEN', role);
      const listed = await askAs(somebody, LIST, { id: workspaceId });
      const expected = may || role === 'stranger' ? undefined : 'FORBIDDEN';
      assert.equal(listed.code, expected, `${role} lists`);
      if (role === 'stranger') assert.equal(listed.answer, null);
      const revoked = await askAs(somebody, REVOKE, { input: { workspaceId, invitationId: newId() } });
      assert.equal(
        may ? revoked.answer?.__typename : revoked.code,
        may ? 'InvitationNotFound' : 'FORBIDDEN',
        role,
      );
      const owners = await invite(somebody, `${newId()}@example.org`, 'OWNER');
      assert.equal(
        role === 'OWNER' ? owners.answer?.__typename : owners.code,
        role === 'OWNER' ? 'InvitationSent' : 'FORBIDDEN',
        role,
      );
    }
  });

  it('are sent to an address a few times in an hour', async () => {
    const email = `${newId()}@example.org`;
    const kinds: unknown[] = [];
    for (let count = 0; count < 6; count += 1)
      kinds.push((await invite(owner, email, 'MEMBER')).answer?.__typename);
    assert.deepEqual(kinds, [...Array<string>(5).fill('InvitationSent'), 'TooManyAttempts']);
  });

  it('need a possible address, and are listed page by page', async () => {
    for (const email of ['', 'nobody', 'a\0@b.c'])
      assert.equal((await invite(owner, email, 'MEMBER')).answer?.__typename, 'InvalidInput', email);
    const id = await system.createWorkspace(owner);
    const emails = Array.from({ length: 3 }, () => `${newId()}@example.org`);
    for (const email of emails)
      await askAs(owner, INVITE, { input: { workspaceId: id, email, role: 'MEMBER' } });
    const page = async (after?: string) =>
      (
        (await askAs(owner, LIST, { id, first: 2, after })).answer as never as {
          invitations: {
            edges: { cursor: string; node: { email: string } }[];
            pageInfo: { hasNextPage: boolean };
          };
        }
      ).invitations;
    const first = await page();
    const second = await page(first.edges.at(-1)?.cursor);
    assert.deepEqual(
      [...first.edges, ...second.edges].map(({ node }) => node.email),
      emails.toReversed(),
    );
    assert.deepEqual([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage], [true, false]);
  });

  it('A49 A50 take nothing smuggled in, and store no token', async () => {
    const ada = await verified();
    const token = await invited(ada);
    for (const smuggled of ['userId', 'role', 'workspaceId']) {
      const { code } = await askAs(ada, ACCEPT, { input: { token, [smuggled]: 'OWNER' } });
      assert.equal(code, 'BAD_USER_INPUT');
    }
    const rows = await rowsOf(system.database)`select * from auth.invitation`;
    assert.notEqual(rows.length, 0);
    assert.ok(JSON.stringify(rows).includes(ada.email));
    assert.ok(!JSON.stringify(rows).includes(token));
  });
});
