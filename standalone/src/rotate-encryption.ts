import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { takeDataDirectory } from '@codexcontinue/platform/database/data-directory';
import type { Database } from '@codexcontinue/platform/database/database';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { openPostgres } from '@codexcontinue/platform/database/postgres';
import { EncryptionError } from '@codexcontinue/platform/encryption/encryption-error';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import type { Rotation } from '@codexcontinue/platform/encryption/rotate';
import { createLogger } from '@codexcontinue/platform/log';
import { OperatorFault } from '@codexcontinue/platform/operator-fault';
import { runMain } from '@codexcontinue/platform/shutdown';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import {
  type BusinessRotation,
  rotateBusinessEncryption,
} from '@codexcontinue/subgraph-business/rotate-encryption';
import { rotateMlEncryption } from '@codexcontinue/subgraph-ml/rotate-encryption';
import { readRotationEnvironment } from './environment.ts';
import { reportRotation } from './rotation-report.ts';

/**
 * Encrypts all data keys under the first of ENCRYPTION_KEYS, and the rows and files that were written before there was
 * encryption; what is encrypted stays as it is.
 *
 * Usage: npm run encryption:rotate
 *
 * With BUSINESS_DATABASE_URL and ML_DATABASE_URL it does so on a server, while everything runs; otherwise for `npm start`
 * in DATA_DIR, which must not run meanwhile. DATA_DIR holds the files either way. What is left to be looked after goes to
 * the standard error output; with files that cannot be read the status is 1.
 */
runMain(async () => {
  const environment = readRotationEnvironment(process.env);
  const { BUSINESS_DATABASE_URL, ML_DATABASE_URL, ENCRYPTION_KEYS: ring, DATA_DIR } = environment;
  const rotated =
    BUSINESS_DATABASE_URL !== undefined && ML_DATABASE_URL !== undefined
      ? await rotateServer(BUSINESS_DATABASE_URL, ML_DATABASE_URL, DATA_DIR, ring)
      : await rotateDirectory(DATA_DIR, ring);
  const { done, left, isComplete } = reportRotation(rotated, ring.current.id);
  process.stdout.write(`${done.join('\n')}\n`);
  for (const line of left) process.stderr.write(`${line}\n`);
  if (!isComplete) throw new EncryptionError('Not every file could be read. Those were left as they are.');
});

// Declared, not assigned: main has begun above.
function blobsOf(path: string) {
  return createFilesystemStorage(join(path, 'blobs'));
}

async function rotateServer(
  businessUrl: string,
  mlUrl: string,
  path: string,
  ring: KeyRing,
): Promise<BusinessRotation> {
  const logger = createLogger('rotate-encryption', 'warn');
  return sum(
    await within(openPostgres({ connectionString: businessUrl, logger }), (database) =>
      rotateBusinessEncryption(database, blobsOf(path), ring, { alone: false }),
    ),
    await within(openPostgres({ connectionString: mlUrl, logger }), (database) =>
      rotateMlEncryption(database, ring),
    ),
  );
}

function sum(business: BusinessRotation, ml: Rotation): BusinessRotation {
  return { ...business, keys: business.keys + ml.keys, rows: business.rows + ml.rows };
}

async function rotateDirectory(path: string, ring: KeyRing): Promise<BusinessRotation> {
  if (!existsSync(join(path, 'postgres')))
    throw new OperatorFault(
      `There is no data of "npm start" in ${path}. Set DATA_DIR, or BUSINESS_DATABASE_URL and ML_DATABASE_URL.`,
    );
  const directory = await takeDataDirectory(path);
  try {
    return await within(await openPglite({ directory: join(path, 'postgres') }), async (database) =>
      sum(
        await rotateBusinessEncryption(database, blobsOf(path), ring, { alone: true }),
        await rotateMlEncryption(database, ring),
      ),
    );
  } finally {
    directory.release();
  }
}

async function within<Result>(
  database: Database,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
