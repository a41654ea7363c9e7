import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { takeInIntents } from '../src/data/audit-intents-store.ts';
import { migrations } from '../src/migrations.ts';
import { rowsOf } from './helpers/database-rows.ts';

const COMMAND = fileURLToPath(new URL('../src/rotate-keys.ts', import.meta.url));

// The command is for servers: it opens Postgres, while auth runs.
for (const adapter of databaseAdapters().filter(({ name }) => name === 'Postgres')) {
  describe(`npm run keys:rotate on ${adapter.name}`, () => {
    let database: Database;
    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
    });
    after(() => database.close());

    it('stands in the audit log', async () => {
      assert.ok(database.source.kind === 'postgres');
      const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, '--now'], {
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: database.source.connectionString,
          AUTH_SIGNING_KEY: generateSigningKeyPair().privateKeyPem,
        },
      });
      const kid = /^The new signing key is (\S+)\. Those before are refused now\.$/m.exec(stdout)?.[1];
      assert.ok(kid, stdout);
      await takeInIntents(withinTenants(database, ALL_TENANTS));
      const rows = await rowsOf(database)`select action, outcome, target_id, details from auth.audit_event`;
      const details = { retireNow: true, by: 'npm run keys:rotate' };
      assert.deepEqual(rows, [
        { action: 'signing_keys.rotated', outcome: 'SUCCEEDED', target_id: kid, details },
      ]);
    });
  });
}
