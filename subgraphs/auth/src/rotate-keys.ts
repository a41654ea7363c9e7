import { tellAround } from '@codexcontinue/platform/audit/tell-around';
import { openPostgres } from '@codexcontinue/platform/database/postgres';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { createLogger } from '@codexcontinue/platform/log';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { runMain } from '@codexcontinue/platform/shutdown';
import { operatorAct } from './audit/operator-act.ts';
import { createAuditIntents } from './data/audit-intents-store.ts';
import { createSigningKeysStore } from './data/signing-keys-store.ts';
import { outbox as outboxTable } from './data/tables.ts';
import { readKeyEnvironment } from './environment.ts';
import { createKeyRing } from './key-ring.ts';

/**
 * Makes a new key for signing access tokens, while everything runs.
 *
 * Usage: node subgraphs/auth/src/rotate-keys.ts [--now]
 *
 * With --now the keys before are refused at once, with every access token that was given out.
 */
const retireNow = process.argv.includes('--now');

runMain(async () => {
  const environment = readKeyEnvironment(process.env);
  const logger = createLogger('rotate-keys', environment.LOG_LEVEL);
  const database = openPostgres({ connectionString: environment.DATABASE_URL, logger });
  try {
    // Only added to: auth, which runs, publishes what is in it.
    const eventLog = createMemoryEventLog();
    const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
    const keyRing = await createKeyRing(
      createSigningKeysStore(database, outbox),
      environment.AUTH_SIGNING_KEY,
      logger,
    );
    // Auth, which runs or starts next, takes it into the log.
    const intents = createAuditIntents('auth', database, () => undefined);
    const kid = await tellAround(
      intents,
      operatorAct({ action: 'signing_keys.rotated', details: { retireNow, by: 'npm run keys:rotate' } }),
      () => keyRing.rotate(retireNow),
      (targetId) => ({ targetId }),
    );
    const before = retireNow
      ? 'Those before are refused now.'
      : 'Those before are good for twelve minutes more.';
    process.stdout.write(`The new signing key is ${kid}. ${before}\n`);
  } finally {
    await database.close();
  }
});
