import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DataDirectory, takeDataDirectory } from '@codexcontinue/platform/database/data-directory';
import type { Database } from '@codexcontinue/platform/database/database';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { openPostgres } from '@codexcontinue/platform/database/postgres';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { createLogger } from '@codexcontinue/platform/log';
import { runMain } from '@codexcontinue/platform/shutdown';
import { createCheckpointSigner } from './audit/checkpoint-signer.ts';
import { createAuditStore } from './data/audit-store.ts';
import { type Checkpoint, verifyChain } from './domain/audit-chain.ts';
import { readAuditEnvironment } from './environment.ts';

/**
 * Follows the audit log from its beginning and names the first place that is not as it was written; ends with 1 then.
 *
 * Usage: node subgraphs/auth/src/verify-audit.ts [--checkpoint JSON]...
 *
 * With DATABASE_URL and AUTH_SIGNING_KEY it reads a server's, otherwise that of `npm start` in DATA_DIR, which must not
 * run meanwhile. A checkpoint that auth wrote into its log ("the audit log stands here") finds a log that was cut
 * together with its checkpoints.
 */
runMain(async () => {
  const { values } = parseArgs({ options: { checkpoint: { type: 'string', multiple: true, default: [] } } });
  const kept = values.checkpoint.map((text) => JSON.parse(text) as Checkpoint);
  const opened = await open(readAuditEnvironment(process.env));
  let broken = false;
  try {
    const signer = createCheckpointSigner(opened.signingKeyPem);
    const store = createAuditStore(withinTenants(opened.database, ALL_TENANTS));
    const checkpoints = [...(await store.checkpoints()), ...kept];
    const found = await verifyChain(store.chain(), checkpoints, signer.isSigned);
    if (found.kind === 'broken') {
      process.stdout.write(`The audit log is broken at event ${found.sequence}: ${found.reason}\n`);
      broken = true;
    } else {
      const { sequence, hash } = found.head;
      process.stdout.write(
        `The audit log is whole: ${found.events} events, the last is ${sequence} (${hash}), ${checkpoints.length} signed checkpoints.\n`,
      );
    }
  } finally {
    await opened.database.close();
    opened.directory?.release();
  }
  // `runMain` would end with 0.
  process.exit(broken ? 1 : 0);
});

interface Opened {
  readonly database: Database;
  readonly signingKeyPem: string;
  readonly directory?: DataDirectory;
}

async function open(environment: ReturnType<typeof readAuditEnvironment>): Promise<Opened> {
  const { DATABASE_URL: connectionString, AUTH_SIGNING_KEY: signingKeyPem, DATA_DIR: path } = environment;
  if (connectionString !== undefined) {
    if (signingKeyPem === undefined)
      throw new Error('DATABASE_URL needs AUTH_SIGNING_KEY, which signed the log.');
    return {
      database: openPostgres({ connectionString, logger: createLogger('verify-audit', 'warn') }),
      signingKeyPem,
    };
  }
  const keyFile = join(path, 'auth-signing-key.pem');
  if (!existsSync(keyFile))
    throw new Error(
      `There is no data of "npm start" in ${path}. Set DATA_DIR, or DATABASE_URL for a server.`,
    );
  const directory = await takeDataDirectory(path);
  const database = await openPglite({ directory: join(path, 'postgres') });
  return { database, signingKeyPem: readFileSync(keyFile, 'utf8'), directory };
}
