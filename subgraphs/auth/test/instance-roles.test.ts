import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const SET = `mutation ($input: SetInstanceRolesInput!) { setInstanceRoles(input: $input) {
  __typename ... on PersonChanged { disabled user { id isInstanceAdmin isInstanceAuditor } }
  ... on Failure { message } } }`;
const HOLDERS = `query ($first: Int, $after: String) { instanceRoles(first: $first, after: $after) {
  edges { node { user { id name } administratorSince auditorSince isDisabled } }
  pageInfo { hasNextPage endCursor } } }`;
const PERSON = 'query ($id: ID!) { person(id: $id) { id isInstanceAdmin isInstanceAuditor } }';
const DISABLE = 'mutation ($id: ID!) { disablePerson(userId: $id) { __typename } }';
const AUDIT = `query ($actions: [String!]) { auditEvents(first: 100, filter: { actions: $actions }) {
  edges { node { action outcome actorId targetType targetId details } } } }`;

describe('administrators of the instance appoint others', () => {
  let system: AuthSystem;
  let first: Somebody;
  let ada: Somebody;
  before(async () => {
    system = await startAuthSystem();
    first = await system.signUp();
    ada = await system.signUp();
  });
  after(() => system.close());

  const askAs = async (somebody: Somebody, query: string, variables: Record<string, unknown> = {}) =>
    system.ask(await system.callerOf(somebody), query, variables);
  const set = async (somebody: Somebody, input: object) => {
    const proved = { password: somebody.password, ...input };
    const { data, errors } = await askAs(somebody, SET, { input: proved });
    return errors ? errors[0]?.extensions.code : data.setInstanceRoles;
  };
  const told = async (actions: string[]) => {
    await system.audited();
    const { data } = await askAs(first, AUDIT, { actions });
    return data.auditEvents.edges.map(({ node }: { node: Record<string, unknown> }) => ({
      ...node,
      details: JSON.parse(String(node.details)),
    }));
  };

  it('the first appointment stands in the audit log, once', async () => {
    await askAs(first, '{ me { isInstanceAdmin } }');
    await askAs(ada, '{ me { isInstanceAdmin } }');
    assert.deepEqual(await told(['instance.administrator_appointed']), [
      {
        action: 'instance.administrator_appointed',
        outcome: 'SUCCEEDED',
        actorId: first.personId,
        targetType: 'User',
        targetId: first.personId,
        details: { reason: 'the first account of the instance' },
      },
    ]);
  });

  it('A56 nobody else does, and an API key speaks for nobody here', async () => {
    const input = { userId: ada.personId, administrator: true };
    assert.equal(await set(ada, input), 'FORBIDDEN');
    await set(first, { userId: ada.personId, auditor: true });
    assert.equal(await set(ada, input), 'FORBIDDEN', 'an auditor neither');
    await set(first, { userId: ada.personId, auditor: false });
    const anonymous = await system.ask({ kind: 'anonymous' }, SET, { input });
    assert.equal(anonymous.errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    const { personId } = first;
    const key = { kind: 'person', personId, sessionId: newId(), workspaceRoles: {}, scopes: [] } as const;
    const byKey = await system.ask({ ...key, keyId: newId() }, SET, { input });
    assert.equal(byKey.errors?.[0]?.extensions.code, 'FORBIDDEN');
  });

  it('a role holds from the next request on, and so does its end', async () => {
    assert.deepEqual(await set(first, { userId: ada.personId, administrator: true }), {
      __typename: 'PersonChanged',
      disabled: false,
      user: { id: ada.personId, isInstanceAdmin: true, isInstanceAuditor: false },
    });
    const calls = '{ outboundCalls(first: 1) { edges { cursor } } }';
    assert.equal((await askAs(ada, '{ auditEvents(first: 1) { edges { cursor } } }')).errors, undefined);
    assert.deepEqual((await askAs(ada, PERSON, { id: first.personId })).data.person, {
      id: first.personId,
      isInstanceAdmin: true,
      isInstanceAuditor: false,
    });
    await set(first, { userId: ada.personId, administrator: false, auditor: true });
    assert.equal((await askAs(ada, calls)).errors, undefined);
    assert.equal((await askAs(ada, HOLDERS)).errors, undefined);
    for (const [query, variables] of [
      ['{ auditEvents(first: 1) { edges { cursor } } }', {}],
      ['{ hardening { id } }', {}],
      [PERSON, { id: first.personId }],
      [DISABLE, { id: first.personId }],
    ] as const)
      assert.equal((await askAs(ada, query, variables)).errors?.[0]?.extensions.code, 'FORBIDDEN', query);
    await set(first, { userId: ada.personId, auditor: false });
    for (const query of [calls, HOLDERS])
      assert.equal((await askAs(ada, query)).errors?.[0]?.extensions.code, 'FORBIDDEN', query);
  });

  it('what cannot be is answered in the words of the schema', async () => {
    const stepDown = { userId: first.personId, administrator: false };
    assert.equal((await set(first, stepDown)).__typename, 'LastAdministrator');
    for (const userId of [newId(), 'nobody', "' or '1'='1"])
      assert.equal((await set(first, { userId, auditor: true })).__typename, 'PersonNotFound');
    const gone = await system.signUp();
    await askAs(first, DISABLE, { id: gone.personId });
    const refused = await set(first, { userId: gone.personId, administrator: true });
    assert.deepEqual(refused, {
      __typename: 'PersonIsDisabled',
      message: 'This person is disabled. Enable them first, then give them a role.',
    });
    const left = await set(first, { userId: gone.personId, administrator: null, auditor: false });
    assert.deepEqual([left.__typename, left.disabled], ['PersonChanged', true]);
  });

  it('A56 roles are shown to who has them and to administrators alone', async () => {
    const workspaceId = await system.createWorkspace(first);
    await system.addMember(workspaceId, first, ada, 'ADMIN');
    const members = `query ($id: ID!) { workspace(id: $id) { members { edges { node { user {
      id isInstanceAdmin isInstanceAuditor } } } } } }`;
    const seenBy = async (somebody: Somebody) => {
      const { data } = await askAs(somebody, members, { id: workspaceId });
      return data.workspace.members.edges.map(
        ({ node }: { node: { user: { isInstanceAdmin: unknown; isInstanceAuditor: unknown } } }) => [
          node.user.isInstanceAdmin,
          node.user.isInstanceAuditor,
        ],
      );
    };
    assert.deepEqual(await seenBy(first), [
      [true, false],
      [false, false],
    ]);
    assert.deepEqual(await seenBy(ada), [
      [null, null],
      [false, false],
    ]);
  });

  it('the list has everybody with a role, page by page', async () => {
    const auditor = await system.signUp();
    await set(first, { userId: auditor.personId, auditor: true });
    const page = await askAs(auditor, HOLDERS, { first: 1 });
    const { edges, pageInfo } = page.data.instanceRoles;
    assert.equal(pageInfo.hasNextPage, true);
    assert.equal(edges[0].node.user.id, first.personId);
    assert.ok(Date.parse(edges[0].node.administratorSince) <= Date.now());
    assert.equal(edges[0].node.auditorSince, null);
    const rest = await askAs(auditor, HOLDERS, { first: 100, after: pageInfo.endCursor });
    assert.deepEqual(
      rest.data.instanceRoles.edges.map(({ node }: { node: { user: { id: string } } }) => node.user.id),
      [auditor.personId],
    );
    for (const variables of [{ first: 101 }, { after: 'none' }, { after: 'IjEi' }]) {
      const { errors } = await askAs(auditor, HOLDERS, variables);
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
    }
  });

  it('the password of who asks is the proof: a stolen session appoints nobody', async () => {
    const thief = await system.signUp();
    const input = { userId: thief.personId, administrator: true };
    for (const password of [undefined, null, '', 'not the password', `${first.password} `])
      assert.equal((await set(first, { ...input, password })).__typename, 'InvalidCredentials');
    const { data } = await askAs(first, PERSON, { id: thief.personId });
    assert.equal(data.person.isInstanceAdmin, false);
    const other = await system.signUp();
    await set(first, { userId: other.personId, administrator: true });
    for (let guess = 0; guess < 10; guess += 1) await set(other, { ...input, password: 'not the password' });
    assert.equal((await set(other, input)).__typename, 'TooManyAttempts');
    await set(first, { userId: other.personId, administrator: false });
  });

  it('every attempt is told, done or refused, with what was asked for', async () => {
    const other = await system.signUp();
    await set(other, { userId: other.personId, administrator: true });
    await set(first, { userId: other.personId, administrator: true, auditor: false });
    await set(other, { userId: first.personId, administrator: false });
    await set(other, { userId: other.personId, administrator: false });
    // First is none now, and other the last: given back for the tests that follow.
    await set(other, { userId: first.personId, administrator: true });
    const events = await told(['instance.roles_set']);
    assert.deepEqual(
      events.slice(0, 5).map((event: Record<string, unknown>) => ({ ...event, action: undefined })),
      [
        {
          outcome: 'SUCCEEDED',
          actorId: other.personId,
          targetId: first.personId,
          details: { administrator: true },
        },
        {
          outcome: 'REFUSED',
          actorId: other.personId,
          targetId: other.personId,
          details: { administrator: false, reason: 'LastAdministrator' },
        },
        {
          outcome: 'SUCCEEDED',
          actorId: other.personId,
          targetId: first.personId,
          details: { administrator: false },
        },
        {
          outcome: 'SUCCEEDED',
          actorId: first.personId,
          targetId: other.personId,
          details: { administrator: true, auditor: false },
        },
        {
          outcome: 'REFUSED',
          actorId: other.personId,
          targetId: other.personId,
          details: { administrator: true, reason: 'FORBIDDEN' },
        },
      ].map((event) => ({ ...event, action: undefined, targetType: 'User' })),
    );
  });
});
