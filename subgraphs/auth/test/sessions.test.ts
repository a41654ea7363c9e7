import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const PROOF = { 'x-codexcontinue-request': '1' };
const SESSIONS = `query ($first: Int, $after: String) { me { sessions(first: $first, after: $after) {
  edges { node { id device isCurrent createdAt expiresAt } } pageInfo { hasNextPage endCursor } } } }`;
const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken refreshToken } } }';

describe('the sessions of a person', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  const askAs = async (who: Somebody, query: string, variables = {}) =>
    (await system.ask(await system.callerOf(who), query, variables)).data;

  it('are listed newest first, page by page, with the browser that renewed them', async () => {
    const ada = await system.signUp();
    const { email, password } = ada;
    for (let times = 0; times < 2; times += 1)
      await system.ask({ kind: 'anonymous' }, SIGN_IN, { input: { email, password } });
    const userAgent = `Mozilla/5.0 ${'x'.repeat(1_000)}`;
    await fetch(`${system.server.url}/api/auth/token`, {
      method: 'POST',
      headers: { ...PROOF, cookie: ada.cookie, 'user-agent': userAgent },
    });
    const first = await askAs(ada, SESSIONS, { first: 2 });
    const { edges, pageInfo } = first.me.sessions;
    assert.deepEqual(
      edges.map(({ node }: { node: { isCurrent: boolean; device: null } }) => [node.isCurrent, node.device]),
      [
        [false, null],
        [false, null],
      ],
    );
    assert.equal(pageInfo.hasNextPage, true);
    const rest = await askAs(ada, SESSIONS, { first: 2, after: pageInfo.endCursor });
    const [{ node }] = rest.me.sessions.edges;
    assert.deepEqual([node.id, node.isCurrent, node.device], [ada.sessionId, true, userAgent.slice(0, 300)]);
    assert.ok(Date.parse(node.expiresAt) > Date.parse(node.createdAt));
    assert.equal(rest.me.sessions.pageInfo.hasNextPage, false);
  });

  it('A36 are seen and ended by nobody else', async () => {
    const [ada, eve] = [await system.signUp(), await system.signUp()];
    const workspaceId = await system.createWorkspace(ada);
    await system.addMember(workspaceId, ada, eve, 'ADMIN');
    const query = `query ($id: ID!) { workspace(id: $id) { members { edges { node { user {
      id isInstanceAdmin sessions { edges { node { id } } } } } } } } }`;
    const { workspace } = await askAs(eve, query, { id: workspaceId });
    const [{ node }] = workspace.members.edges;
    assert.deepEqual(node.user, { id: ada.personId, isInstanceAdmin: null, sessions: null });
    for (const id of [ada.sessionId, 'x', '']) {
      const { endSession } = await askAs(eve, 'mutation ($id: ID!) { endSession(id: $id) { ended } }', {
        id,
      });
      assert.equal(endSession.ended, 0);
    }
    await askAs(ada, '{ me { id } }');
  });
});

describe('roles', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  const CHANGE = `mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) {
    __typename ... on MemberRoleChanged { member { role user { id } } } } }`;

  it('A56 are changed by owners and admins, those of owners by owners, and an owner is left', async () => {
    const [owner, admin, member, stranger] = [
      await system.signUp(),
      await system.signUp(),
      await system.signUp(),
      await system.signUp(),
    ];
    const workspaceId = await system.createWorkspace(owner);
    await system.addMember(workspaceId, owner, admin, 'ADMIN');
    await system.addMember(workspaceId, owner, member, 'MEMBER');
    const change = async (by: Somebody, { personId: userId }: Somebody, role: string) => {
      const { data, errors } = await system.ask(await system.callerOf(by), CHANGE, {
        input: { workspaceId, userId, role },
      });
      return errors?.[0]?.extensions.code ?? data.changeMemberRole.__typename;
    };
    assert.equal(await change(member, admin, 'VIEWER'), 'FORBIDDEN');
    assert.equal(await change(stranger, member, 'VIEWER'), 'FORBIDDEN');
    assert.equal(await change(admin, member, 'VIEWER'), 'MemberRoleChanged');
    assert.equal(await change(admin, member, 'OWNER'), 'FORBIDDEN');
    assert.equal(await change(admin, owner, 'MEMBER'), 'FORBIDDEN');
    assert.equal(await change(admin, stranger, 'MEMBER'), 'PersonNotFound');
    assert.equal(await change(owner, owner, 'ADMIN'), 'LastOwner');
    assert.equal(await change(owner, admin, 'OWNER'), 'MemberRoleChanged');
    const left = await Promise.all([change(owner, owner, 'ADMIN'), change(admin, admin, 'ADMIN')]);
    assert.deepEqual(left.toSorted(), ['LastOwner', 'MemberRoleChanged']);
  });

  it('A56 of the instance: its first account, and nobody else, disables people, others than itself', async () => {
    const alone = await startAuthSystem();
    const [first, second] = [await alone.signUp(), await alone.signUp()];
    const disable = async (by: Somebody, userId: string, name = 'disablePerson') => {
      const query = `mutation ($id: ID!) { ${name}(userId: $id) { __typename ... on PersonChanged { disabled user { id } } } }`;
      const { data, errors } = await alone.ask(await alone.callerOf(by), query, { id: userId });
      return errors?.[0]?.extensions.code ?? data[name].__typename;
    };
    const stateAsked = async (by: Somebody) =>
      alone.ask(await alone.callerOf(by), 'query ($id: ID!) { person(id: $id) { name isDisabled } }', {
        id: second.personId,
      });
    const isDisabled = async () => (await stateAsked(first)).data.person.isDisabled;
    const { data } = await alone.ask(await alone.callerOf(first), '{ me { isInstanceAdmin } }');
    assert.equal(data.me.isInstanceAdmin, true);
    assert.equal(await disable(second, first.personId), 'FORBIDDEN');
    assert.equal(await disable(second, first.personId, 'enablePerson'), 'FORBIDDEN');
    assert.equal(await disable(first, first.personId), 'FORBIDDEN');
    assert.equal(await disable(first, 'x'), 'PersonNotFound');
    assert.equal(await disable(first, first.sessionId), 'PersonNotFound');
    assert.equal((await stateAsked(second)).errors?.[0]?.extensions.code, 'FORBIDDEN');
    const own = await alone.ask(await alone.callerOf(second), '{ me { isDisabled } }');
    assert.equal(own.data.me.isDisabled, null);
    assert.equal(await isDisabled(), false);
    assert.equal(await disable(first, second.personId), 'PersonChanged');
    assert.equal(await disable(first, second.personId), 'PersonChanged');
    assert.equal(await isDisabled(), true);
    const nobody = await alone.ask(await alone.callerOf(first), '{ person(id: "x") { id } }');
    assert.equal(nobody.data.person, null);
    await assert.rejects(alone.callerOf(second));
    const renewed = await fetch(`${alone.server.url}/api/auth/token`, {
      method: 'POST',
      headers: { ...PROOF, cookie: second.cookie },
    });
    assert.equal(renewed.status, 401);
    assert.equal(await disable(first, second.personId, 'enablePerson'), 'PersonChanged');
    assert.equal(await isDisabled(), false);
    await alone.close();
  });
});
