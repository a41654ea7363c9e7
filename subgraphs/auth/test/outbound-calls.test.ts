import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sendEgressByJobs } from '@codexcontinue/platform/egress/egress-report';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import { INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { sql } from 'drizzle-orm';
import { request } from 'undici';
import { type AuthSystem, GATEWAY, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const CALLS = `query ($filter: OutboundCallFilter, $first: Int, $after: String) {
  outboundCalls(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id service host port purpose outcome reason calls lastStatus allowEntry } }
    pageInfo { hasNextPage endCursor } } }`;
const HOUR = '2026-11-26T08:00:00.000Z';
const tally = (more: object = {}) => ({
  service: 'gateway',
  instance: newId(),
  hour: HOUR,
  host: 'hooks.example',
  port: 443,
  purpose: 'policy-hook',
  outcome: 'answered',
  reason: null,
  calls: 2,
  sentBytes: 1,
  receivedBytes: 1,
  lastStatus: 200,
  firstAt: HOUR,
  lastAt: HOUR,
  ...more,
});

describe('calls out of the system, as people see them', () => {
  let system: AuthSystem;
  let admin: Somebody;
  let other: Somebody;
  before(async () => {
    system = await startAuthSystem();
    [admin, other] = [await system.signUp(), await system.signUp()];
  });
  after(() => system.close());

  const callsAs = async (somebody: Somebody, variables: object = {}) =>
    system.ask(await system.callerOf(somebody), CALLS, { ...variables });
  const tell = async (body: unknown, token?: string) =>
    fetch(`${system.server.url}/internal/egress`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { [INTERNAL_TOKEN_HEADER]: token } : {}) },
      body: JSON.stringify(body),
    });

  it('are none at first', async () => {
    const { data } = await callsAs(admin);
    assert.deepEqual(data.outboundCalls.edges, []);
  });

  it('A22 are taken from the gateway alone, and only whole', async () => {
    const person = await system.tokenFor(await system.callerOf(admin));
    for (const token of [undefined, 'none', person])
      assert.equal((await tell({ tallies: [tally()] }, token)).status, 401);
    for (const body of [
      {},
      { tallies: [tally({ calls: -1 })] },
      { tallies: [tally({ outcome: 'good' })] },
      { tallies: [tally({ host: 'x'.repeat(301) })] },
      { tallies: [tally({ instance: "'; drop table" })] },
    ])
      assert.equal((await tell(body, await system.tokenFor(GATEWAY))).status, 400, JSON.stringify(body));
    assert.equal((await tell({ tallies: [tally()] }, await system.tokenFor(GATEWAY))).status, 204);
    const { data } = await callsAs(admin);
    assert.deepEqual(
      data.outboundCalls.edges.map(({ node }: { node: { service: string; calls: number } }) => [
        node.service,
        node.calls,
      ]),
      [['gateway', 2]],
    );
  });

  it('say what would let out those that were refused', async () => {
    const refused = { outcome: 'refused', lastStatus: null };
    await tell(
      {
        tallies: [
          tally({ ...refused, host: 'a.example', reason: 'host' }),
          tally({ ...refused, host: 'b.example', port: 8443, reason: 'host' }),
          tally({ ...refused, host: 'c.example', reason: 'address' }),
          tally({ ...refused, host: '*', port: 0, reason: 'host' }),
        ],
      },
      await system.tokenFor(GATEWAY),
    );
    const { data } = await callsAs(admin, { filter: { outcome: 'REFUSED' } });
    const entries = data.outboundCalls.edges.map(
      ({ node }: { node: { host: string; allowEntry: string | null } }) => [node.host, node.allowEntry],
    );
    assert.deepEqual(Object.fromEntries(entries), {
      '*': null,
      'a.example': 'a.example',
      'b.example': 'b.example:8443',
      'c.example': null,
    });
    for (const [, entry] of entries) if (entry) assert.equal(egressRules(entry).length, 1);
  });

  it('come page by page', async () => {
    const first = await callsAs(admin, { first: 2 });
    const { edges, pageInfo } = first.data.outboundCalls;
    assert.equal(edges.length, 2);
    assert.equal(pageInfo.hasNextPage, true);
    const rest = await callsAs(admin, { first: 100, after: pageInfo.endCursor });
    const ids = [...edges, ...rest.data.outboundCalls.edges].map(
      ({ node }: { node: { id: string } }) => node.id,
    );
    assert.equal(new Set(ids).size, 5);
    for (const after of ['none', Buffer.from('[1]').toString('base64url'), 'W10']) {
      const { errors } = await callsAs(admin, { after });
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT', after);
    }
    const { errors } = await callsAs(admin, { filter: { from: 'yesterday' } });
    assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  });

  it('A56 are for administrators and auditors of the instance', async () => {
    const { errors } = await callsAs(other);
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
    await system.database.drizzle.execute(
      sql`insert into auth.instance_auditor (person_id) values (${other.personId})`,
    );
    assert.equal((await callsAs(other)).data.outboundCalls.edges.length, 5);
    const { data } = await system.ask(
      await system.callerOf(other),
      '{ me { isInstanceAdmin isInstanceAuditor } auditEvents { edges { cursor } } }',
    );
    assert.equal(data, null, 'the audit log of the instance is for administrators alone');
  });

  it('of a service with a database are told by a job', async () => {
    const logger = createLogger('test', 'silent');
    const egress = openEgress({ service: 'ml', logger });
    egress.reportTo(sendEgressByJobs(system.jobs));
    const calls = ['http://169.254.169.254/latest/', 'https://elsewhere.example:8443/'];
    for (const url of calls)
      await assert.rejects(
        request(url, { dispatcher: egress.dispatcher('model-server', 'http://127.0.0.1:1') }),
      );
    await egress.stopReport();
    await egress.close();
    await system.egressKept();
    const { data } = await callsAs(admin, { filter: { service: 'ml' } });
    assert.deepEqual(
      data.outboundCalls.edges.map(({ node }: { node: Record<string, unknown> }) => ({ ...node, id: '' })),
      [
        { host: '169.254.169.254', port: 80, allowEntry: '169.254.169.254' },
        { host: 'elsewhere.example', port: 8443, allowEntry: 'elsewhere.example:8443' },
      ].map((more) => ({
        id: '',
        service: 'ml',
        purpose: 'model-server',
        outcome: 'REFUSED',
        reason: 'host',
        calls: 1,
        lastStatus: null,
        ...more,
      })),
    );
  });
});
