import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { ANONYMOUS, type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const ADD = `mutation ($input: AddWorkspaceMemberInput!) { addWorkspaceMember(input: $input) {
  __typename ... on WorkspaceMemberAdded { member { role user { email } } } } }`;
const REMOVE =
  'mutation ($input: RemoveWorkspaceMemberInput!) { removeWorkspaceMember(input: $input) { __typename } }';
const CREATE = `mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) {
  __typename ... on InvalidInput { field } ... on UnknownDomain { enabled } ... on WorkspaceCreated { workspace { id name domain viewerRole members { edges { node { role } } } } } } }`;
const ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;

describe('who may do what in a workspace', () => {
  let system: AuthSystem;
  let workspaceId: string;
  const people = new Map<string, Somebody>();
  before(async () => {
    system = await startAuthSystem({ packs: ['health'] });
    const owner = await system.signUp();
    workspaceId = await system.createWorkspace(owner);
    people.set('OWNER', owner);
    for (const role of ROLES.slice(1)) {
      const somebody = await system.signUp();
      await system.addMember(workspaceId, owner, somebody, role);
      people.set(role, somebody);
    }
    people.set('stranger', await system.signUp());
  });
  after(() => system.close());

  function somebody(role: string): Somebody {
    const found = people.get(role);
    assert.ok(found);
    return found;
  }
  async function askAs(role: string, query: string, variables: Record<string, unknown> = {}) {
    const caller = role === 'anonymous' ? ANONYMOUS : await system.callerOf(somebody(role));
    const { data, errors } = await system.ask(caller, query, variables);
    return { data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
  }

  it('A56 every member sees the workspace, its members and their own role; nobody else sees anything', async () => {
    const query = `query ($id: ID!) { workspace(id: $id) { name viewerRole members { edges { node { role } } } } }`;
    for (const role of ROLES) {
      const { data } = await askAs(role, query, { id: workspaceId });
      assert.equal(data.workspace.viewerRole, role);
      assert.deepEqual(
        data.workspace.members.edges.map((edge: { node: { role: string } }) => edge.node.role),
        [...ROLES],
      );
    }
    assert.deepEqual(
      await askAs('stranger', query, { id: workspaceId }),
      await askAs('stranger', query, { id: newId() }),
    );
    assert.equal((await askAs('stranger', query, { id: workspaceId })).data.workspace, null);
    assert.equal((await askAs('anonymous', query, { id: workspaceId })).code, 'UNAUTHENTICATED');
  });

  it('lists the workspaces of who asks only', async () => {
    const query = '{ workspaces { edges { node { id } } } }';
    const edges = [{ node: { id: workspaceId } }];
    for (const role of ROLES) assert.deepEqual((await askAs(role, query)).data, { workspaces: { edges } });
    assert.deepEqual((await askAs('stranger', query)).data, { workspaces: { edges: [] } });
    assert.equal((await askAs('anonymous', query)).code, 'UNAUTHENTICATED');
  });

  it('A56 owners and admins add members; only owners make owners', async () => {
    for (const [role, newRole, allowed] of [
      ['OWNER', 'OWNER', true],
      ['OWNER', 'MEMBER', true],
      ['ADMIN', 'ADMIN', true],
      ['ADMIN', 'OWNER', false],
      ['MEMBER', 'VIEWER', false],
      ['VIEWER', 'VIEWER', false],
      ['AUDITOR', 'VIEWER', false],
      ['stranger', 'MEMBER', false],
    ] as const) {
      const { email, personId } = await system.signUp();
      const { data, code } = await askAs(role, ADD, { input: { workspaceId, email, role: newRole } });
      if (allowed) assert.deepEqual(data.addWorkspaceMember.member, { role: newRole, user: { email } });
      else assert.equal(code, 'FORBIDDEN', `${role} adds ${newRole}`);
      if (allowed) await askAs('OWNER', REMOVE, { input: { workspaceId, userId: personId } });
    }
    const input = { workspaceId, email: somebody('stranger').email, role: 'MEMBER' };
    assert.equal((await askAs('anonymous', ADD, { input })).code, 'UNAUTHENTICATED');
  });

  it('A56 owners remove anybody, admins anybody but owners, the others themselves', async () => {
    for (const [role, removed, outcome] of [
      ['OWNER', 'OWNER', 'WorkspaceMemberRemoved'],
      ['OWNER', 'ADMIN', 'WorkspaceMemberRemoved'],
      ['ADMIN', 'ADMIN', 'WorkspaceMemberRemoved'],
      ['ADMIN', 'MEMBER', 'WorkspaceMemberRemoved'],
      ['ADMIN', 'OWNER', 'FORBIDDEN'],
      ['MEMBER', 'VIEWER', 'FORBIDDEN'],
      ['VIEWER', 'VIEWER', 'FORBIDDEN'],
      ['AUDITOR', 'MEMBER', 'FORBIDDEN'],
      ['stranger', 'MEMBER', 'FORBIDDEN'],
    ] as const) {
      const target = await system.signUp();
      await system.addMember(workspaceId, somebody('OWNER'), target, removed);
      const input = { workspaceId, userId: target.personId };
      const { data, code } = await askAs(role, REMOVE, { input });
      assert.equal(code ?? data.removeWorkspaceMember.__typename, outcome, `${role} removes ${removed}`);
      const roles = await system.callerOf(target);
      assert.equal(
        roles.kind === 'person' && Object.hasOwn(roles.workspaceRoles, workspaceId),
        outcome === 'FORBIDDEN',
      );
      if (outcome === 'FORBIDDEN') await askAs('OWNER', REMOVE, { input });
    }
  });

  it('lets everybody leave but the last owner', async () => {
    for (const role of ROLES.slice(1)) {
      const leaver = await system.signUp();
      await system.addMember(workspaceId, somebody('OWNER'), leaver, role);
      const input = { workspaceId, userId: leaver.personId };
      const { data } = await system.ask(await system.callerOf(leaver), REMOVE, { input });
      assert.equal(data.removeWorkspaceMember.__typename, 'WorkspaceMemberRemoved', role);
    }
    const input = { workspaceId, userId: somebody('OWNER').personId };
    assert.equal(
      (await askAs('OWNER', REMOVE, { input })).data.removeWorkspaceMember.__typename,
      'LastOwner',
    );
  });

  it('A36 answers the same for somebody else’s workspace and for none', async () => {
    const { personId: userId, email } = somebody('MEMBER');
    for (const id of [newId(), 'none', '', "' or '1'='1", '__proto__']) {
      const foreign = { input: { workspaceId, email, role: 'MEMBER' } };
      const missing = { input: { workspaceId: id, email, role: 'MEMBER' } };
      assert.deepEqual(await askAs('stranger', ADD, missing), await askAs('stranger', ADD, foreign));
      assert.deepEqual(
        await askAs('stranger', REMOVE, { input: { workspaceId: id, userId } }),
        await askAs('stranger', REMOVE, { input: { workspaceId, userId } }),
      );
    }
  });

  it('A58 takes addresses and ids that are none for nobody’s', async () => {
    for (const email of ['nobody', `${newId()}@example.org`, 'a\0@b.c', "' or '1'='1"]) {
      const { data } = await askAs('OWNER', ADD, { input: { workspaceId, email, role: 'MEMBER' } });
      assert.equal(data.addWorkspaceMember.__typename, 'PersonNotFound', email);
    }
    for (const userId of [newId(), 'nobody', '', 'a\0']) {
      const { data } = await askAs('OWNER', REMOVE, { input: { workspaceId, userId } });
      assert.equal(data.removeWorkspaceMember.__typename, 'PersonNotFound', userId);
    }
    const { email } = somebody('MEMBER');
    const { data } = await askAs('OWNER', ADD, { input: { workspaceId, email, role: 'ADMIN' } });
    assert.equal(data.addWorkspaceMember.__typename, 'AlreadyMember');
  });

  it('makes workspaces for people, with a name, for an enabled domain or none', async () => {
    const { data } = await askAs('stranger', CREATE, { input: { name: ' Ward 3 ', domain: 'health' } });
    const { id, ...workspace } = data.createWorkspace.workspace;
    assert.deepEqual(workspace, {
      name: 'Ward 3',
      domain: 'health',
      viewerRole: 'OWNER',
      members: { edges: [{ node: { role: 'OWNER' } }] },
    });
    assert.ok(id);
    const bare = await askAs('stranger', CREATE, { input: { name: 'Ward 4', domain: 'none' } });
    assert.equal(bare.data.createWorkspace.workspace.domain, null);
    const unknown = await askAs('stranger', CREATE, { input: { name: 'Ward 5', domain: 'finance' } });
    assert.deepEqual(unknown.data.createWorkspace, { __typename: 'UnknownDomain', enabled: ['health'] });
    for (const name of ['', ' ', 'x'.repeat(121), 'a\0b']) {
      const refused = await askAs('stranger', CREATE, { input: { name } });
      assert.deepEqual(refused.data.createWorkspace, { __typename: 'InvalidInput', field: 'name' });
    }
    assert.equal((await askAs('anonymous', CREATE, { input: { name: 'Ward 6' } })).code, 'UNAUTHENTICATED');
  });

  it('A25 resolves no reference to a foreign workspace, and no address to a stranger', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Workspace { name members { edges { node { user { email } } } } } ... on User { name email } } }`;
    const representations = [
      { __typename: 'Workspace', id: workspaceId },
      { __typename: 'Workspace', id: newId() },
      { __typename: 'Workspace', id: 'none' },
      { __typename: 'User', id: somebody('MEMBER').personId },
      { __typename: 'User', id: newId() },
      { __typename: 'User', id: 'a\0' },
    ];
    const asStranger = await askAs('stranger', query, { r: representations });
    assert.deepEqual(asStranger.data._entities, [null, null, null, { name: 'Ada', email: null }, null, null]);
    const asAnonymous = await askAs('anonymous', query, { r: representations });
    assert.deepEqual(asAnonymous.data._entities, [null, null, null, null, null, null]);
    const asViewer = await askAs('VIEWER', query, { r: representations });
    assert.equal(asViewer.data._entities[0].name, 'Plant 7');
    assert.equal(asViewer.data._entities[3].email, somebody('MEMBER').email);
  });

  it('A7 A58 refuses page sizes and cursors that are none', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const query = `query ($id: ID!, $first: Int, $after: String) {
      workspace(id: $id) { members(first: $first, after: $after) { edges { cursor node { role } } } } }`;
    for (const variables of [
      { first: 101 },
      { first: 0 },
      { after: encode("'; drop table auth.membership; --") },
      { after: encode(['-271821-04-20T00:00:00.000Z', newId()]) },
      { after: encode(['0000-01-01T00:00:00.000Z', newId()]) },
      { after: encode(['2026-01-01T00:00:00.000Z', 'none']) },
    ]) {
      const { code } = await askAs('OWNER', query, { id: workspaceId, ...variables });
      assert.equal(code, 'BAD_USER_INPUT', JSON.stringify(variables));
    }
    const page = await askAs('OWNER', query, { id: workspaceId, first: 1 });
    const [edge] = page.data.workspace.members.edges;
    assert.equal(edge.node.role, 'OWNER');
    const next = await askAs('OWNER', query, { id: workspaceId, first: 1, after: edge.cursor });
    assert.equal(next.data.workspace.members.edges[0].node.role, 'ADMIN');
  });
});
