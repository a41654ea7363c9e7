import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { placeEmptyPglite } from '../../../platform/test/helpers/empty-pglite.ts';
import { createCheckpointSigner } from '../src/audit/checkpoint-signer.ts';
import { createAuditStore } from '../src/data/audit-store.ts';
import type { Checkpoint } from '../src/domain/audit-chain.ts';
import { migrations } from '../src/migrations.ts';

const COMMAND = fileURLToPath(new URL('../src/verify-audit.ts', import.meta.url));

describe('A57 npm run audit:verify', () => {
  const signingKeyPem = generateSigningKeyPair().privateKeyPem;
  let directory: string;
  let checkpoint: Checkpoint;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'verify-audit-'));
    await writeFile(join(directory, 'auth-signing-key.pem'), signingKeyPem);
    await placeEmptyPglite(join(directory, 'postgres'), [migrations]);
    await withLog(async (_change, store) => {
      const nothing = {
        sessionId: null,
        workspaceId: null,
        targetType: null,
        targetId: null,
        requestId: null,
      };
      const { sequence, hash } = await store.append(
        Array.from({ length: 5 }, () => ({
          ...nothing,
          ...{ id: newId(), service: 'test', occurredAt: new Date().toISOString(), actorId: newId() },
          ...{ action: 'session.begun', outcome: 'SUCCEEDED' as const, details: {} },
        })),
      );
      const signedAt = new Date().toISOString();
      checkpoint = createCheckpointSigner(signingKeyPem).sign({
        kind: 'CHECKPOINT',
        sequence,
        hash,
        signedAt,
      });
      await store.addCheckpoint(checkpoint);
    });
  });
  after(() => rm(directory, { recursive: true }));

  /** Opens the log as somebody with the whole database can. */
  async function withLog(
    work: (
      change: (statement: string) => Promise<unknown>,
      store: ReturnType<typeof createAuditStore>,
    ) => Promise<void>,
  ): Promise<void> {
    const database = await openPglite({ directory: join(directory, 'postgres') });
    const everything = withinTenants(database, ALL_TENANTS);
    await work(
      (statement) =>
        everything.run(async (transaction) => {
          await transaction.execute(sql.raw('alter table auth.audit_event disable trigger user'));
          await transaction.execute(sql.raw(statement));
        }),
      createAuditStore(everything),
    );
    await database.close();
  }
  const verify = async (...args: string[]) => {
    const environment = { PATH: process.env.PATH, DATA_DIR: directory };
    const run = promisify(execFile)(process.execPath, [COMMAND, ...args], { env: environment });
    return run.then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    );
  };

  it('says how many events there are, and ends with 0', async () => {
    const { code, stdout } = await verify();
    assert.match(
      stdout,
      /^The audit log is whole: 5 events, the last is 5 \([0-9a-f]{64}\), 1 signed checkpoints\.\n$/,
    );
    assert.equal(code, 0);
  });

  it('names an edited row, and ends with 1', async () => {
    await withLog((change) =>
      change("update auth.audit_event set action = 'session.ended' where sequence = 3").then(() => undefined),
    );
    const { code, stdout } = await verify();
    assert.equal(stdout, 'The audit log is broken at event 3: This event is not as it was written.\n');
    assert.equal(code, 1);
    await withLog((change) =>
      change("update auth.audit_event set action = 'session.begun' where sequence = 3").then(() => undefined),
    );
  });

  it('names where the tail was cut, also together with its checkpoints, by one that was kept elsewhere', async () => {
    await withLog(async (change) => {
      await change('delete from auth.audit_event where sequence > 3');
    });
    const cut = await verify();
    assert.match(cut.stdout, /^The audit log is broken at event 4: The end is cut off/);
    await withLog(async (change) => {
      await change('delete from auth.audit_checkpoint');
    });
    assert.equal((await verify()).code, 0);
    const found = await verify('--checkpoint', JSON.stringify(checkpoint));
    assert.match(found.stdout, /^The audit log is broken at event 4: The end is cut off/);
    assert.equal(found.code, 1);
  });

  it('names a deleted row', async () => {
    await withLog(async (change) => {
      await change('delete from auth.audit_event where sequence = 2');
    });
    assert.equal((await verify()).stdout, 'The audit log is broken at event 2: This event is missing.\n');
  });

  it('says what to do where there is nothing to verify', async () => {
    const { code, stderr, stdout } = await verify().then(async () => {
      const nowhere = promisify(execFile)(process.execPath, [COMMAND], {
        env: { PATH: process.env.PATH, DATA_DIR: join(directory, 'none') },
      });
      return nowhere.then(
        () => ({ code: 0, stderr: '', stdout: '' }),
        (error: { code: number; stderr: string; stdout: string }) => error,
      );
    });
    assert.notEqual(code, 0);
    assert.match(stderr + stdout, /There is no data of "npm start" in .*Set DATA_DIR, or DATABASE_URL/);
  });
});
