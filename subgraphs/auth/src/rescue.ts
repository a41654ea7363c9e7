import { parseArgs } from 'node:util';
import { tellAround } from '@codexcontinue/platform/audit/tell-around';
import type { Database } from '@codexcontinue/platform/database/database';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { createLogger } from '@codexcontinue/platform/log';
import { OperatorFault } from '@codexcontinue/platform/operator-fault';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { runMain } from '@codexcontinue/platform/shutdown';
import { operatorAct } from './audit/operator-act.ts';
import { createAuditIntents } from './data/audit-intents-store.ts';
import { createInstanceStore } from './data/instance-store.ts';
import { createPeopleStore } from './data/people-store.ts';
import { createSecondFactorsStore } from './data/second-factors-store.ts';
import { createSessionsStore } from './data/sessions-store.ts';
import { outbox as outboxTable } from './data/tables.ts';
import { normalizeEmail } from './domain/accounts.ts';
import { readOperatorEnvironment } from './environment.ts';
import { openOperatedDatabase } from './open-operated-database.ts';

const USAGE =
  'Say whom to help and how: npm run rescue -- EMAIL [--enable] [--reset-second-factor] [--administrator]';
const BY = 'npm run rescue';

/**
 * What an operator does where no administrator can: lets somebody in again who is disabled or has lost their second
 * factor, and makes them administrator of the instance. It stands in the audit log.
 *
 * Usage: node subgraphs/auth/src/rescue.ts EMAIL [--enable] [--reset-second-factor] [--administrator]
 *
 * With DATABASE_URL it does so on a server, while everything runs; otherwise for `npm start` in DATA_DIR, which must not
 * run meanwhile.
 */
runMain(async () => {
  const { email, ...wanted } = readArguments(process.argv.slice(2));
  const { database, close } = await openOperatedDatabase('rescue', readOperatorEnvironment(process.env));
  try {
    for (const line of await rescue(database, email, wanted)) process.stdout.write(`${line}\n`);
  } finally {
    await close();
  }
});

interface Wanted {
  readonly enable: boolean;
  readonly resetSecondFactor: boolean;
  readonly administrator: boolean;
}

function readArguments(given: readonly string[]): Wanted & { readonly email: string } {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args: [...given],
    options: { enable: flag, 'reset-second-factor': flag, administrator: flag },
    allowPositionals: true,
  });
  const [email] = positionals;
  const wanted = {
    enable: values.enable,
    resetSecondFactor: values['reset-second-factor'],
    administrator: values.administrator,
  };
  if (!email || positionals.length > 1 || !Object.values(wanted).includes(true))
    throw new OperatorFault(USAGE);
  return { email: normalizeEmail(email), ...wanted };
}

/** @returns what was done, a line each @throws OperatorFault */
async function rescue(database: Database, email: string, wanted: Wanted): Promise<string[]> {
  const logger = createLogger('rescue', 'warn');
  // Only added to: auth, which runs or starts next, publishes what is in it, and takes the intents into the log.
  const outbox = createOutbox({
    ...{ name: 'auth', table: outboxTable, database, logger },
    eventLog: createMemoryEventLog(),
  });
  const intents = createAuditIntents('auth', database, () => undefined);
  const sessions = createSessionsStore(database, outbox);
  const instance = createInstanceStore(database, sessions, outbox);
  const person = await createPeopleStore(database).findByEmail(email);
  if (!person) throw new OperatorFault(`There is no account of ${email}.`);
  // Before anything is done: of several acts none is left half told.
  if (wanted.administrator && !wanted.enable && (await instance.isDisabled(person.id)))
    throw new OperatorFault(`${email} is disabled. Say --enable, too, to make them administrator.`);
  const act = (action: string) =>
    operatorAct({ action, targetType: 'User', targetId: person.id, details: { by: BY } });

  const done: string[] = [];
  if (wanted.enable) {
    await tellAround(intents, act('person.enabled'), () => instance.enable(person.id));
    done.push(`${email} may use the instance.`);
  }
  if (wanted.resetSecondFactor) {
    const factors = createSecondFactorsStore(database, sessions, outbox);
    const removed = await tellAround(
      intents,
      act('second_factor.reset'),
      () => factors.removeAll(person.id),
      (result) => (result ? { details: { by: BY, ...result } } : { outcome: 'REFUSED' }),
    );
    done.push(
      removed
        ? `The second factors of ${email} are removed, and ${removed.sessions} sessions have ended. The password alone signs in.`
        : `${email} has no second factor: nothing was removed.`,
    );
  }
  if (wanted.administrator) {
    await tellAround(intents, act('instance.administrator_appointed'), () => instance.appoint(person.id));
    done.push(`${email} is an administrator of the instance.`);
  }
  return done;
}
