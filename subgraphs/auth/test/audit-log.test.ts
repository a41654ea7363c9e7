import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { csvField } from '../src/audit/audit-export.ts';
import { ANONYMOUS, type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
const EVENTS = `query ($id: ID!, $filter: AuditEventFilter, $first: Int, $after: String) {
  workspace(id: $id) { auditEvents(first: $first, after: $after, filter: $filter) {
    edges { node { sequence action outcome actor { id } actorId targetType targetId details hash } }
    pageInfo { hasNextPage endCursor } } } }`;
const WHOLE = `query ($filter: AuditEventFilter) { auditEvents(first: 100, filter: $filter) {
  edges { node { action outcome actorId details } } } }`;
const EXPORT =
  'mutation ($input: ExportAuditEventsInput!) { exportAuditEvents(input: $input) { url expiresAt } }';

interface Event {
  readonly sequence: number;
  readonly action: string;
  readonly outcome: string;
  readonly actorId: string | null;
  readonly targetId: string | null;
  readonly details: string;
}

describe('the audit log, as people see it', () => {
  let system: AuthSystem;
  let owner: Somebody;
  let auditor: Somebody;
  let member: Somebody;
  let workspaceId: string;

  before(async () => {
    system = await startAuthSystem();
    // The first account administers the instance.
    owner = await system.signUp();
    [auditor, member] = [await system.signUp(), await system.signUp()];
    workspaceId = await system.createWorkspace(owner);
    await system.addMember(workspaceId, owner, auditor, 'AUDITOR');
    await system.addMember(workspaceId, owner, member, 'MEMBER');
    await system.audited();
  });
  after(() => system.close());

  const eventsAs = async (somebody: Somebody, variables: object = {}) => {
    const reply = await system.ask(await system.callerOf(somebody), EVENTS, {
      id: workspaceId,
      ...variables,
    });
    return {
      ...reply,
      events: (reply.data?.workspace?.auditEvents?.edges ?? []).map(({ node }: { node: Event }) => node),
    };
  };

  it('shows owners and auditors what was done in their workspace, newest first', async () => {
    for (const reader of [owner, auditor]) {
      const { events } = await eventsAs(reader);
      assert.deepEqual(
        events.map(({ action, outcome, actorId, targetId }: Event) => [action, outcome, actorId, targetId]),
        [
          ['member.added', 'SUCCEEDED', owner.personId, member.personId],
          ['member.added', 'SUCCEEDED', owner.personId, auditor.personId],
          ['workspace.created', 'SUCCEEDED', owner.personId, workspaceId],
        ],
      );
    }
    const { errors } = await eventsAs(member);
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
  });

  it('is read page by page, and by what is asked for', async () => {
    const first = await eventsAs(auditor, { first: 2 });
    const { endCursor, hasNextPage } = first.data.workspace.auditEvents.pageInfo;
    assert.equal(hasNextPage, true);
    const rest = await eventsAs(auditor, { first: 2, after: endCursor });
    assert.deepEqual(
      [...first.events, ...rest.events].map(({ sequence }: Event) => sequence),
      (await eventsAs(auditor)).events.map(({ sequence }: Event) => sequence),
    );
    const count = async (filter: object) => (await eventsAs(auditor, { filter })).events.length;
    assert.equal(await count({ actions: ['member.added'] }), 2);
    assert.equal(await count({ targetId: member.personId }), 1);
    assert.equal(await count({ actorId: member.personId }), 0);
    assert.equal(await count({ actorId: "' or '1'='1" }), 0);
    assert.equal(await count({ until: '2000-01-01T00:00:00Z' }), 0);
    assert.equal(await count({ from: '2000-01-01T00:00:00Z', outcome: 'SUCCEEDED' }), 3);
    const { errors } = await eventsAs(auditor, { filter: { from: 'yesterday' } });
    assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  });

  it('has what was refused, and why', async () => {
    const caller = await system.callerOf(member);
    const change =
      'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { __typename } }';
    await system.ask(caller, change, { input: { workspaceId, userId: member.personId, role: 'OWNER' } });
    await system.audited();
    const { events } = await eventsAs(auditor, { filter: { actions: ['member.role_changed'] } });
    assert.equal(events.length, 1);
    assert.equal(events[0].outcome, 'REFUSED');
    assert.equal(events[0].actorId, member.personId);
    assert.deepEqual(JSON.parse(events[0].details), { role: 'OWNER', reason: 'FORBIDDEN' });
  });

  it('has every sign-in, good or bad, for the administrators of the instance', async () => {
    await system.ask(ANONYMOUS, SIGN_IN, { input: { email: member.email, password: 'not the password' } });
    await system.ask(ANONYMOUS, SIGN_IN, { input: { email: member.email, password: member.password } });
    await system.audited();
    const filter = { actions: ['session.begun'] };
    const { data } = await system.ask(await system.callerOf(owner), WHOLE, { filter });
    assert.deepEqual(
      data.auditEvents.edges.map(({ node }: { node: Event }) => [
        node.outcome,
        node.actorId,
        JSON.parse(node.details),
      ]),
      [
        ['SUCCEEDED', member.personId, { email: member.email }],
        ['REFUSED', null, { email: member.email, reason: 'InvalidCredentials' }],
      ],
    );
    const refused = await system.ask(await system.callerOf(auditor), WHOLE);
    assert.equal(refused.errors?.[0]?.extensions.code, 'FORBIDDEN');
  });

  it('A50 has no password and no secret in it', async () => {
    const { data } = await system.ask(await system.callerOf(owner), WHOLE);
    const text = JSON.stringify(data);
    for (const { password, cookie } of [owner, auditor, member]) {
      assert.ok(!text.includes(password));
      assert.ok(!text.includes(cookie.split('=')[1] ?? ''));
    }
  });

  it('can be had as a file, with nothing in it that a spreadsheet would run', async () => {
    const caller = await system.callerOf(owner);
    const invite =
      'mutation ($input: InviteToWorkspaceInput!) { inviteToWorkspace(input: $input) { __typename } }';
    await system.ask(caller, invite, {
      input: { workspaceId, email: '=cmd|calc@example.org', role: 'VIEWER' },
    });
    await system.audited();
    const auditing = await system.callerOf(auditor);
    const urlOf = async (format: string) => {
      const { data } = await system.ask(auditing, EXPORT, { input: { workspaceId, format } });
      return new URL(data.exportAuditEvents.url, system.server.url);
    };
    const csv = await fetch(await urlOf('CSV'));
    assert.equal(csv.headers.get('content-disposition'), 'attachment; filename="audit.csv"');
    const lines = (await csv.text()).trimEnd().split('\r\n');
    const ndjson = (await (await fetch(await urlOf('NDJSON'))).text()).trimEnd().split('\n');
    assert.equal(lines[0]?.split(',')[3], 'action');
    // What was exported before is in the log, too: one more each time.
    assert.equal(ndjson.length >= lines.length - 1, true);
    assert.ok(ndjson.some((line) => JSON.parse(line).details.email === '=cmd|calc@example.org'));
    assert.ok(lines.every((line) => !/(^|,)"?[=+@-]/.test(line)));
    await system.audited();
    const { events } = await eventsAs(auditor, { filter: { actions: ['audit.exported'] } });
    assert.equal(events.length, 2);
    assert.equal(events[0].actorId, auditor.personId);
  });

  it('is exported whole by administrators of the instance, by what is looked for, and tells of it', async () => {
    const exportWhole =
      'mutation ($input: ExportInstanceAuditEventsInput!) { exportInstanceAuditEvents(input: $input) { url } }';
    await system.audited();
    const administrating = await system.callerOf(owner);
    const linesOf = async (filter: object) => {
      const input = { format: 'NDJSON', filter };
      const { data } = await system.ask(administrating, exportWhole, { input });
      const reply = await fetch(new URL(data.exportInstanceAuditEvents.url, system.server.url));
      return (await reply.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    const whole = await linesOf({});
    const { data } = await system.ask(administrating, WHOLE, {});
    const shown = data.auditEvents.edges.map(({ node }: { node: Event }) => node.action).reverse();
    assert.deepEqual(whole.map(({ action }) => action).slice(0, shown.length), shown);
    assert.ok(whole.some(({ workspaceId: id }) => id === null));
    assert.ok(whole.some(({ workspaceId: id }) => id === workspaceId));
    const made = await linesOf({ actions: ['account.created'] });
    assert.deepEqual(
      made.map(({ actorId }) => actorId),
      [owner, auditor, member].map(({ personId }) => personId),
    );
    await system.audited();
    const filter = { actions: ['audit.exported'], actorId: owner.personId };
    const told = await system.ask(administrating, WHOLE, { filter });
    assert.deepEqual(
      told.data.auditEvents.edges.map(({ node }: { node: Event }) => JSON.parse(node.details)),
      [
        { of: 'the whole instance', format: 'NDJSON', actions: ['account.created'] },
        { of: 'the whole instance', format: 'NDJSON' },
      ],
    );
    for (const nobody of [auditor, member]) {
      const { errors } = await system.ask(await system.callerOf(nobody), exportWhole, {
        input: { format: 'CSV' },
      });
      assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
    }
  });

  it('has of an export what was looked for in it, also where it was refused', async () => {
    const filter = {
      actions: ['member.added', 'x'.repeat(200)],
      actorId: owner.personId,
      targetId: '=cmd|calc',
      outcome: 'SUCCEEDED',
      from: '2000-01-01T00:00:00Z',
      until: null,
    };
    const auditing = await system.callerOf(auditor);
    for (const given of [filter, { from: 'yester\u0000day' }])
      await system.ask(auditing, EXPORT, { input: { workspaceId, format: 'CSV', filter: given } });
    await system.audited();
    const { events } = await eventsAs(auditor, { first: 2, filter: { actions: ['audit.exported'] } });
    assert.deepEqual(
      events.map(({ outcome, details }: Event) => [outcome, JSON.parse(details)]),
      [
        ['REFUSED', { format: 'CSV', from: 'yester\uFFFDday', reason: 'BAD_USER_INPUT' }],
        [
          'SUCCEEDED',
          {
            format: 'CSV',
            actions: ['member.added', 'x'.repeat(80)],
            actorId: owner.personId,
            targetId: '=cmd|calc',
            outcome: 'SUCCEEDED',
            from: '2000-01-01T00:00:00Z',
          },
        ],
      ],
    );
  });

  it('A36 an address of an export is good as it was made, and for nothing else', async () => {
    const { data } = await system.ask(await system.callerOf(auditor), EXPORT, {
      input: { workspaceId, format: 'NDJSON' },
    });
    const url = new URL(data.exportAuditEvents.url, system.server.url);
    const order = JSON.parse(Buffer.from(url.searchParams.get('order') ?? '', 'base64url').toString());
    const forged = Buffer.from(
      JSON.stringify({ ...order, filter: { ...order.filter, workspaceId: newId() } }),
    ).toString('base64url');
    for (const [name, value] of [
      ['order', forged],
      ['order', ''],
      ['signature', ''],
      ['signature', 'x'.repeat(43)],
    ] as const) {
      const altered = new URL(url);
      altered.searchParams.set(name, value);
      assert.equal((await fetch(altered)).status, 403, `${name} ${value}`);
    }
  });
});

describe('a field of comma-separated values', () => {
  it('A74 is a text where a spreadsheet would see a formula, and quoted where it must be', () => {
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])
      assert.match(csvField(formula), /^"?'/, JSON.stringify(formula));
    assert.equal(csvField('a "b", c'), '"a ""b"", c"');
    assert.equal(csvField(null), '');
    assert.equal(csvField(-5), '-5');
    assert.equal(csvField('plain'), 'plain');
  });
});
