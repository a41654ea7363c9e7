import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { placeEmptyPglite } from '../../../platform/test/helpers/empty-pglite.ts';
import { createAuditStore } from '../src/data/audit-store.ts';
import { verifyChain } from '../src/domain/audit-chain.ts';
import { migrations } from '../src/migrations.ts';
import { type AuthSystem, startAuthSystem } from './helpers/auth-system.ts';
import { rowsOf } from './helpers/database-rows.ts';

const KILLED = fileURLToPath(new URL('helpers/killed-auth.ts', import.meta.url));

describe('F23 auth, killed between a change and what the audit log is told', () => {
  let directory: string;
  let system: AuthSystem | undefined;
  const start = async () => {
    system = await startAuthSystem({ database: await openPglite({ directory }) });
    return { system, rows: rowsOf<{ action: string; outcome: string; details: object }>(system.database) };
  };

  /** Of the account. Each start has another signing key here, which the log has, too. */
  const eventsOf = ({ rows }: { rows: Awaited<ReturnType<typeof start>>['rows'] }) =>
    rows`select action, outcome, details from auth.audit_event where action = 'account.created'`;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'killed-auth-'));
    await placeEmptyPglite(directory, [migrations]);
    const child = spawn(process.execPath, [KILLED, directory], { stdio: 'inherit' });
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
  });
  after(async () => {
    await system?.close();
    await rm(directory, { recursive: true });
  });

  it('has the change once in the log, with the outcome that nobody knows', async () => {
    const first = await start();
    const people = await first.rows`select email from auth.person`;
    assert.equal(people.length, 1, 'the account was made');
    assert.deepEqual(await eventsOf(first), [], 'it may be under way in another process');
    // As if two minutes had passed while nothing ran: the next start finds it.
    await first.rows`update auth.audit_intent set begun_at = begun_at - interval '2 minutes'`;
    await first.system.close();

    for (const _start of [1, 2]) {
      const next = await start();
      const expected = { action: 'account.created', outcome: 'UNKNOWN', details: people[0] };
      assert.deepEqual(await eventsOf(next), [expected]);
      assert.deepEqual(
        await next.rows`select id from auth.audit_intent where entry ->> 'action' = 'account.created'`,
        [],
      );
      const store = createAuditStore(withinTenants(next.system.database, ALL_TENANTS));
      const found = await verifyChain(store.chain(), [], () => true);
      assert.equal(found.kind, 'whole');
      await next.system.close();
    }
    system = undefined;
  });
});

describe('F20 auth, when the audit log cannot be told', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  const refuse = async (operation: 'insert' | 'update', work: () => Promise<void>) => {
    const rows = rowsOf(system.database);
    await rows`create or replace function auth.refuse() returns trigger language plpgsql as
      $$ begin raise exception 'the disk is full'; end $$`;
    await system.database.drizzle.execute(
      `create trigger refuse before ${operation} on auth.audit_intent for each row execute function auth.refuse()`,
    );
    await work();
    await rows`drop trigger refuse on auth.audit_intent`;
  };
  const create = 'mutation { createWorkspace(input: { name: "Plant 7" }) { __typename } }';
  const workspaces = async () => (await rowsOf(system.database)`select id from auth.workspace`).length;
  const outcomes = () =>
    rowsOf(system.database)`select outcome from auth.audit_event where action = 'workspace.created'`;

  it('changes nothing that it could not tell before', async () => {
    const caller = await system.callerOf(await system.signUp());
    await refuse('insert', async () => {
      const { errors } = await system.ask(caller, create);
      assert.equal(errors?.[0]?.extensions.code, 'INTERNAL_SERVER_ERROR');
    });
    assert.equal(await workspaces(), 0);
    await system.audited();
    assert.deepEqual(await outcomes(), []);
  });

  it('says that the outcome is not known where it could not be told after', async () => {
    const caller = await system.callerOf(await system.signUp());
    await refuse('update', async () => {
      const { errors } = await system.ask(caller, create);
      assert.equal(errors?.[0]?.extensions.code, 'INTERNAL_SERVER_ERROR');
    });
    assert.equal(await workspaces(), 1);
    await system.audited();
    assert.deepEqual(await outcomes(), []);
    await rowsOf(system.database)`update auth.audit_intent set begun_at = begun_at - interval '2 minutes'`;
    await system.audited();
    assert.deepEqual(await outcomes(), [{ outcome: 'UNKNOWN' }]);
  });
});
