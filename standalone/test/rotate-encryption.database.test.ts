import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { migrations as mlMigrations } from '@codexcontinue/subgraph-ml/migrations';
import { databaseAdapters } from '../../platform/test/helpers/databases.ts';
import { openStoredFiles } from '../../subgraphs/business/test/helpers/stored-files.ts';
import { openStores } from '../../subgraphs/business/test/helpers/stores.ts';
import { runProgram } from '../../test/helpers/running-program.ts';

const PROGRAM = 'standalone/src/rotate-encryption.ts';
const MARKER = 'the orange valve';

describe('A50 npm run encryption:rotate', () => {
  const ENCRYPTION_KEYS = `first=${randomBytes(32).toString('base64')}`;
  const ring = encryptionKeys(ENCRYPTION_KEYS);

  function makeDirectory(context: TestContext): string {
    const directory = mkdtempSync(join(tmpdir(), 'rotate-encryption-'));
    context.after(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  }

  it('encrypts the files of npm start, also of uploads that were under way', async (context) => {
    const DATA_DIR = makeDirectory(context);
    const stores = await openStores(await openPglite({ directory: join(DATA_DIR, 'postgres') }));
    await migrate(stores.database, mlMigrations);
    const files = openStoredFiles(stores, join(DATA_DIR, 'blobs'));
    const content = Buffer.from(MARKER.repeat(10_000));
    const ids = [await files.add(content), await files.announce(content)];
    assert.equal(files.filesWith(MARKER).length, 2, 'the test would not find them');
    await stores.close();
    const { code, output } = await runProgram(PROGRAM, { DATA_DIR, ENCRYPTION_KEYS });
    assert.equal(code, 0, output);
    assert.match(output, /^2 files that were plain are encrypted\.$/m);
    assert.deepEqual(files.filesWith(MARKER), []);
    for (const id of ids) assert.deepEqual(await files.read(id, ring), content);
  });

  it('goes to the server whose addresses it is told, and says when none answers', async (context) => {
    const nobody = 'postgres://business@127.0.0.1:1/nothing';
    const { code, output } = await runProgram(PROGRAM, {
      DATA_DIR: makeDirectory(context),
      ENCRYPTION_KEYS,
      BUSINESS_DATABASE_URL: nobody,
      ML_DATABASE_URL: nobody,
    });
    assert.equal(code, 1);
    assert.match(output, /ECONNREFUSED/);
  });

  for (const adapter of databaseAdapters().filter(({ name }) => name === 'Postgres')) {
    it('encrypts the files of a server that goes on running, but for uploads under way', async (context) => {
      const DATA_DIR = makeDirectory(context);
      const stores = await openStores(await adapter.open());
      context.after(() => stores.close());
      await migrate(stores.database, mlMigrations);
      const { source } = stores.database;
      assert.ok(source.kind === 'postgres');
      const url = source.connectionString;
      const environment = {
        DATA_DIR,
        ENCRYPTION_KEYS,
        BUSINESS_DATABASE_URL: url,
        ML_DATABASE_URL: url,
      };
      const files = openStoredFiles(stores, join(DATA_DIR, 'blobs'));
      const content = Buffer.from(MARKER.repeat(10_000));
      const [document, underWay] = [await files.add(content), await files.announce(content)];
      const { code, output } = await runProgram(PROGRAM, environment);
      assert.equal(code, 0, output);
      assert.match(output, /^1 files that were plain are encrypted\.$/m);
      assert.match(output, /^1 files of uploads under way were left as they are/m);
      assert.deepEqual(await files.read(document, ring), content);
      assert.deepEqual(files.filesWith(MARKER), [underWay]);
    });
  }
});
