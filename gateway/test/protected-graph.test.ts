import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import type { Caller } from '@codexcontinue/platform/identity';
import { composeSupergraph } from '../../schema/src/compose.ts';
import type { PolicyEvaluator } from '../src/authorization/policy-evaluator.ts';
import { ANONYMOUS, type CallerAuthenticator } from '../src/identity/caller-authenticator.ts';
import { collectSse, openSse, post } from './support/clients.ts';
import { startTestGateway } from './support/gateway.ts';
import { startSubgraph, type TestSubgraph } from './support/subgraphs.ts';

const IMPORTS = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable",
  "@external", "@requires", "@inaccessible", "@override", "@authenticated", "@requiresScopes", "@policy"])`;

const STAFF = `${IMPORTS}
  type Query { people: [Person!]!  anyone: Being  internal: String @inaccessible }
  type Mutation { rename(name: String!): Person @authenticated }
  interface Being { id: ID!  salary: Int }
  type Person implements Being @key(fields: "id") {
    id: ID!
    name: String!
    email: String @authenticated
    salary: Int @requiresScopes(scopes: [["pay:read"]])
    file: String @policy(policies: [["manager"]])
    desk: String
  }
`;
const PAYROLL = `${IMPORTS}
  type Person @key(fields: "id") {
    id: ID!
    salary: Int @external
    tax: Float @requires(fields: "salary") @requiresScopes(scopes: [["pay:read"]])
    desk: String @override(from: "staff", label: "percent(50)")
  }
`;
const EVENTS = `
  type Subscription {
    news(after: Cursor): NewsEvent! @eventSource(topic: "news")
    secrets(after: Cursor): NewsEvent! @eventSource(topic: "secrets") @authenticated
  }
  type Person @key(fields: "id", resolvable: false) { id: ID! }
  type NewsEvent { cursor: Cursor!  text: String!  about: Person }
`;

const PEOPLE = [
  {
    __typename: 'Person',
    id: '1',
    name: 'Ada',
    email: 'ada@example.org',
    salary: 10,
    file: 'thin',
    desk: 'old',
  },
];
const find = ({ id }: { id: string }) => PEOPLE.find((person) => person.id === id);
const staffResolvers = {
  Query: { people: () => PEOPLE, anyone: () => PEOPLE[0], internal: () => 'wiring' },
  Mutation: { rename: () => PEOPLE[0] },
  Being: { __resolveType: () => 'Person' },
  Person: { __resolveReference: find },
};
const payrollResolvers = {
  Person: {
    __resolveReference: (reference: object) => reference,
    tax: ({ salary }: { salary: number }) => salary / 2,
    desk: () => 'new',
  },
};

/** `Bearer NAME scope scope…` is a person with these scopes. */
const authenticate: CallerAuthenticator = {
  async authenticate(header) {
    if (!header) return { caller: ANONYMOUS };
    const [, personId = '', ...scopes] = header.split(' ');
    const caller: Caller = {
      kind: 'person',
      personId,
      sessionId: `s-${personId}`,
      workspaceRoles: {},
      scopes,
    };
    return { caller };
  },
};
const managers: PolicyEvaluator = async (policies, caller) =>
  new Set(caller.kind === 'person' && caller.personId === 'boss' ? policies : []);

async function startProtected() {
  const staff: TestSubgraph = await startSubgraph(STAFF, staffResolvers);
  const payroll: TestSubgraph = await startSubgraph(PAYROLL, payrollResolvers);
  const composition = composeSupergraph([
    { name: 'payroll', url: payroll.url, schemaSdl: PAYROLL, eventsSdl: undefined },
    { name: 'staff', url: staff.url, schemaSdl: STAFF, eventsSdl: EVENTS },
  ]);
  if (composition.errors) throw new Error(composition.errors.join('\n'));
  const { supergraphSdl } = composition;
  const eventLog = createMemoryEventLog();
  const gateway = await startTestGateway({
    supergraphSdl,
    authenticate,
    evaluatePolicies: managers,
    eventLog,
  });
  return {
    gateway,
    staff,
    payroll,
    eventLog,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await Promise.all([staff[Symbol.asyncDispose](), payroll[Symbol.asyncDispose]()]);
    },
  };
}

const person = (name: string, ...scopes: string[]) => ({
  authorization: ['Bearer', name, ...scopes].join(' '),
});

describe('a supergraph with protected fields', () => {
  it('gives null and an error where a caller lacks the authority, and all the rest', async () => {
    await using system = await startProtected();
    const query = '{ people { name email salary file } }';
    const ask = async (headers: Record<string, string>) => {
      const { status, data, errors } = await post(system.gateway.url, { query }, headers);
      assert.equal(status, 200);
      return { people: data?.people, errors: errors.map(({ path, extensions }) => [path, extensions.code]) };
    };
    const refused = (field: string) => [['people', 0, field], 'UNAUTHORIZED_FIELD_OR_TYPE'];
    assert.deepEqual(await ask({}), {
      people: [{ name: 'Ada', email: null, salary: null, file: null }],
      errors: [refused('email'), refused('salary'), refused('file')],
    });
    assert.deepEqual(await ask(person('clerk', 'pay:read')), {
      people: [{ name: 'Ada', email: 'ada@example.org', salary: 10, file: null }],
      errors: [refused('file')],
    });
    assert.deepEqual(await ask(person('boss', 'pay:read')), {
      people: [{ name: 'Ada', email: 'ada@example.org', salary: 10, file: 'thin' }],
      errors: [],
    });
  });

  it('asks no subgraph for what a caller may not have', async () => {
    await using system = await startProtected();
    await post(system.gateway.url, { query: '{ people { id email salary tax file } }' });
    const asked = [...system.staff.calls, ...system.payroll.calls].map(({ query }) => query).join('\n');
    assert.match(asked, /people/);
    assert.doesNotMatch(asked, /email|salary|tax|file/);
  });

  it('A27 gives nothing away through an interface or through a field that requires it', async () => {
    await using system = await startProtected();
    const query = '{ anyone { id salary ... on Person { tax } } people { tax } }';
    const { data, errors } = await post(system.gateway.url, { query }, person('clerk'));
    assert.deepEqual(data, { anyone: { id: '1', salary: null, tax: null }, people: [{ tax: null }] });
    assert.deepEqual(
      errors.map(({ path }) => path),
      [
        ['anyone', 'salary'],
        ['anyone', 'tax'],
        ['people', 0, 'tax'],
      ],
    );
    const allowed = await post(system.gateway.url, { query }, person('clerk', 'pay:read'));
    assert.deepEqual(allowed.data, { anyone: { id: '1', salary: 10, tax: 5 }, people: [{ tax: 5 }] });
  });

  it('A28 does not know an inaccessible field', async () => {
    await using system = await startProtected();
    const { status, text } = await post(system.gateway.url, { query: '{ internal }' });
    assert.equal(status, 400);
    assert.doesNotMatch(text, /wiring/);
  });

  it('runs no mutation that is not allowed', async () => {
    await using system = await startProtected();
    const query = 'mutation { rename(name: "x") { name } }';
    const { data, errors } = await post(system.gateway.url, { query });
    assert.deepEqual([data, errors[0]?.path], [{ rename: null }, ['rename']]);
    assert.equal(system.staff.calls.length, 0);
    assert.equal((await post(system.gateway.url, { query }, person('clerk'))).errors.length, 0);
  });

  it('keeps answers apart by authority, even when a subgraph calls them public', async () => {
    await using system = await startProtected();
    system.staff.cacheControl = 'max-age=60, public';
    const query = '{ people { name email } }';
    const ask = async (headers: Record<string, string>) =>
      (await post(system.gateway.url, { query }, headers)).data?.people;
    const signedIn = [{ name: 'Ada', email: 'ada@example.org' }];
    for (let round = 0; round < 2; round += 1) {
      assert.deepEqual(await ask(person('clerk')), signedIn);
      assert.deepEqual(await ask({}), [{ name: 'Ada', email: null }]);
    }
  });

  it('refuses a protected subscription, and fills protected fields of events with null', async () => {
    await using system = await startProtected();
    const secrets = { query: 'subscription { secrets { text } }' };
    const [refusal] = await collectSse(system.gateway.url, secrets);
    assert.equal(JSON.parse(refusal?.data ?? '{}').errors[0].extensions.code, 'UNAUTHORIZED_FIELD_OR_TYPE');
    const query = 'subscription { news { text about { name email } } }';
    const stream = await openSse(system.gateway.url, { query });
    await system.eventLog.append('news', {
      data: { text: 'hello', about: { __typename: 'Person', id: '1' } },
    });
    const { data, errors } = JSON.parse((await stream.next())?.data ?? '{}');
    assert.deepEqual(data.news, { text: 'hello', about: { name: 'Ada', email: null } });
    assert.deepEqual(errors[0].path, ['news', 'about', 'email']);
    stream.close();
  });

  it('moves a field by progressive @override for the same share of people each time', async () => {
    await using system = await startProtected();
    const query = '{ people { desk } }';
    const deskOf = async (name: string) => {
      const { data } = await post(system.gateway.url, { query }, person(name));
      const [first] = (data?.people ?? []) as { desk: string }[];
      return first?.desk;
    };
    const names = Array.from({ length: 40 }, (_, index) => `person${index}`);
    const first = await Promise.all(names.map(deskOf));
    assert.deepEqual(await Promise.all(names.map(deskOf)), first);
    const moved = first.filter((desk) => desk === 'new').length;
    assert.ok(moved > 5 && moved < 35, `${moved} of 40 moved`);
  });
});
