import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { OperatorFault } from '@codexcontinue/platform/operator-fault';
import { runMain } from '@codexcontinue/platform/shutdown';
import { createCheckpointSigner } from './audit/checkpoint-signer.ts';
import { createAuditStore } from './data/audit-store.ts';
import { type Checkpoint, verifyChain } from './domain/audit-chain.ts';
import { readAuditEnvironment } from './environment.ts';
import { openOperatedDatabase } from './open-operated-database.ts';

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
  const environment = readAuditEnvironment(process.env);
  const { database, close } = await openOperatedDatabase('verify-audit', environment);
  let broken = false;
  try {
    const signer = createCheckpointSigner(signingKeyOf(environment));
    const store = createAuditStore(withinTenants(database, ALL_TENANTS));
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
    await close();
  }
  // `runMain` would end with 0.
  process.exit(broken ? 1 : 0);
});

type Environment = ReturnType<typeof readAuditEnvironment>;

/** What signed the log. */
function signingKeyOf({ DATABASE_URL, AUTH_SIGNING_KEY, DATA_DIR }: Environment): string {
  if (DATABASE_URL === undefined) return readFileSync(join(DATA_DIR, 'auth-signing-key.pem'), 'utf8');
  if (AUTH_SIGNING_KEY !== undefined) return AUTH_SIGNING_KEY;
  throw new OperatorFault('DATABASE_URL needs AUTH_SIGNING_KEY, which signed the log.');
}
