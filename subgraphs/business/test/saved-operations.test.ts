import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { type BusinessSystem, startBusinessSystem } from './helpers/business-system.ts';

const FIELDS = 'id name description document variables shared workspace { id } createdBy { id } mayChange';
const SAVE = `mutation ($input: SaveOperationInput!) { result: saveOperation(input: $input) { __typename
  ... on OperationSaved { operation { ${FIELDS} } } ... on Failure { message }
  ... on InvalidInput { field } ... on InvalidOperationDocument { line column } } }`;
const UPDATE = `mutation ($input: UpdateOperationInput!) { result: updateOperation(input: $input) { __typename
  ... on OperationUpdated { operation { ${FIELDS} } } ... on Failure { message }
  ... on InvalidInput { field } ... on InvalidOperationDocument { line column } } }`;
const DELETE = `mutation ($input: DeleteOperationInput!) { result: deleteOperation(input: $input) { __typename
  ... on OperationDeleted { operationId } ... on Failure { message } } }`;
const READ = `query ($id: ID!) { savedOperation(id: $id) { ${FIELDS} } }`;
const LIST = `query ($workspaceId: ID, $mine: Boolean, $search: String, $first: Int, $after: String) {
  savedOperations(workspaceId: $workspaceId, mine: $mine, search: $search, first: $first, after: $after) {
    edges { node { id name } } pageInfo { hasNextPage endCursor } } }`;
const ENTITY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on SavedOperation { name } } }`;

const MEMBERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'];
const OUTSIDE = ['stranger', 'anonymous'];

describe('saved operations', () => {
  let system: BusinessSystem;
  before(async () => {
    system = await startBusinessSystem();
  });
  after(() => system.close());

  const ask = (role: string, query: string, variables: Record<string, unknown> = {}) =>
    system.ask(system.as(role), query, variables);
  const save = (role: string, input: Record<string, unknown> = {}) =>
    ask(role, SAVE, { input: { name: 'Me', document: '{ me { name } }', ...input } });
  const saved = async (role: string, input: Record<string, unknown> = {}) =>
    (await save(role, input)).data.result.operation;
  const outcome = ({ data, code }: Awaited<ReturnType<typeof ask>>): string => code ?? data.result.__typename;

  it('A56 the matrix: who keeps, reads, changes and deletes what is personal or shared', async () => {
    const { workspaceId } = system;
    for (const role of [...MEMBERS, 'stranger'])
      assert.equal(outcome(await save(role)), 'OperationSaved', role);
    assert.equal(outcome(await save('anonymous')), 'UNAUTHENTICATED');
    for (const role of MEMBERS) {
      const expected = ['VIEWER', 'AUDITOR'].includes(role) ? 'FORBIDDEN' : 'OperationSaved';
      assert.equal(outcome(await save(role, { workspaceId })), expected, role);
    }
    const shared = await saved('MEMBER', { workspaceId });
    const personal = await saved('MEMBER');
    for (const role of [...MEMBERS, ...OUTSIDE]) {
      const read = async (id: string) => (await ask(role, READ, { id })).data?.savedOperation ?? null;
      const mayChange = ['OWNER', 'ADMIN', 'MEMBER'].includes(role);
      assert.deepEqual(await read(shared.id), MEMBERS.includes(role) ? { ...shared, mayChange } : null, role);
      assert.deepEqual(await read(personal.id), role === 'MEMBER' ? personal : null, role);
      const change = async (id: string) => outcome(await ask(role, UPDATE, { input: { id, name: 'Me' } }));
      const remove = async (id: string) => outcome(await ask(role, DELETE, { input: { id } }));
      const refusal = (seen: boolean) =>
        role === 'anonymous' ? 'UNAUTHENTICATED' : seen ? 'FORBIDDEN' : 'SavedOperationNotFound';
      assert.equal(
        await change(shared.id),
        mayChange ? 'OperationUpdated' : refusal(MEMBERS.includes(role)),
        role,
      );
      assert.equal(await change(personal.id), role === 'MEMBER' ? 'OperationUpdated' : refusal(false), role);
      const other = await saved('MEMBER', { workspaceId });
      assert.equal(
        await remove(other.id),
        mayChange ? 'OperationDeleted' : refusal(MEMBERS.includes(role)),
        role,
      );
      if (role !== 'MEMBER') assert.equal(await remove(personal.id), refusal(false), role);
    }
  });

  it('A36 what is not yours is answered like what does not exist, word for word', async () => {
    const { workspaceId } = system;
    const hidden = [(await saved('OWNER')).id, (await saved('OWNER', { workspaceId })).id];
    for (const id of [...hidden, newId(), 'none', '', "' or '1'='1", 'a\0', '__proto__']) {
      for (const [query, variables] of [
        [READ, (of: string) => ({ id: of })],
        [UPDATE, (of: string) => ({ input: { id: of, name: 'x' } })],
        [DELETE, (of: string) => ({ input: { id: of } })],
      ] as const) {
        const [asked, unknown] = [
          await ask('stranger', query, variables(id)),
          await ask('stranger', query, variables(newId())),
        ];
        assert.deepEqual(asked, unknown);
      }
      const r = [{ __typename: 'SavedOperation', id }];
      for (const role of OUTSIDE)
        assert.deepEqual((await ask(role, ENTITY, { r })).data, { _entities: [null] });
    }
    for (const id of [workspaceId, newId(), '', '__proto__']) {
      assert.equal((await ask('stranger', LIST, { workspaceId: id })).code, 'NOT_FOUND', id);
      assert.equal((await save('stranger', { workspaceId: id })).code, 'NOT_FOUND', id);
    }
  });

  it('are moved between personal and shared by who made them only', async () => {
    const { workspaceId } = system;
    const { id } = await saved('MEMBER');
    const move = (role: string, to: string | null) => ask(role, UPDATE, { input: { id, workspaceId: to } });
    assert.equal((await move('MEMBER', newId())).code, 'NOT_FOUND');
    const { data } = await move('MEMBER', workspaceId);
    assert.deepEqual(
      [data.result.operation.shared, data.result.operation.workspace],
      [true, { id: workspaceId }],
    );
    assert.equal((await move('OWNER', null)).code, 'FORBIDDEN');
    assert.equal(outcome(await move('OWNER', workspaceId)), 'OperationUpdated');
    assert.equal((await move('MEMBER', null)).data.result.operation.shared, false);
    assert.equal((await ask('OWNER', READ, { id })).data.savedOperation, null);
  });

  it('keep what a change leaves out, and lose what it sets to null', async () => {
    const made = await saved('MEMBER', { description: 'Says who', variables: '{"a":1}' });
    const change = async (input: object) =>
      (await ask('MEMBER', UPDATE, { input: { id: made.id, ...input } })).data.result;
    assert.deepEqual((await change({ name: 'New' })).operation, { ...made, name: 'New' });
    assert.deepEqual((await change({ description: null, variables: null })).operation, {
      ...made,
      name: 'New',
      description: null,
      variables: null,
    });
    assert.equal((await change({ name: null })).field, 'name');
    assert.equal((await change({ document: null })).__typename, 'InvalidOperationDocument');
  });

  it('are refused with the reason and the place', async () => {
    const refused = async (input: object) => (await save('MEMBER', { ...input })).data.result;
    assert.equal((await refused({ name: ' ' })).field, 'name');
    assert.equal((await refused({ variables: '[]' })).field, 'variables');
    assert.equal((await refused({ document: `#${'x'.repeat(65_536)}` })).field, 'document');
    const broken = await refused({ document: '{\n  me {' });
    assert.deepEqual([broken.__typename, broken.line, broken.column], ['InvalidOperationDocument', 2, 7]);
    assert.match(broken.message, /Syntax Error/);
    const smuggled = { createdBy: newId(), shared: true };
    assert.equal((await save('MEMBER', smuggled)).code, 'BAD_USER_INPUT');
  });

  it('A7 are listed in pages, searched, and with cursors of their own only', async () => {
    const { workspaceId } = system;
    await saved('ADMIN', { name: 'Pump A', workspaceId });
    await saved('ADMIN', { name: 'Pump B', workspaceId });
    const names = async (variables: object) => {
      const { data } = await ask('ADMIN', LIST, { search: 'pump', ...variables });
      return data.savedOperations.edges.map(({ node }: { node: { name: string } }) => node.name);
    };
    assert.equal((await names({})).length, 2);
    assert.equal((await names({ workspaceId, mine: true })).length, 2);
    const first = (await ask('ADMIN', LIST, { search: 'pump', first: 1 })).data.savedOperations;
    assert.equal(first.pageInfo.hasNextPage, true);
    assert.notDeepEqual(await names({ first: 1, after: first.pageInfo.endCursor }), [
      first.edges[0].node.name,
    ]);
    for (const variables of [{ first: 0 }, { first: 101 }, { after: 'x' }, { search: 'x'.repeat(201) }])
      assert.equal((await ask('ADMIN', LIST, variables)).code, 'BAD_USER_INPUT', JSON.stringify(variables));
    assert.equal((await ask('anonymous', LIST)).code, 'UNAUTHENTICATED');
  });
});
