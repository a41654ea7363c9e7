import type { Database } from '@codexcontinue/platform/database/database';
import { HARDENED_IDLE_SECONDS } from '@codexcontinue/platform/hardening';
import { type HardeningCheck, probeRowSecurity, runChecks } from '@codexcontinue/platform/hardening-checks';
import type { Logger } from '@codexcontinue/platform/log';
import type { AuditStore } from './data/audit-store.ts';
import { auditEvent } from './data/audit-tables.ts';
import type { SecondFactorDuty } from './data/second-factor-duty.ts';
import type { SessionsStore } from './data/sessions-store.ts';
import { verifyChain } from './domain/audit-chain.ts';

/** What auth's checks look at. */
export interface AuthHardening {
  readonly database: Database;
  readonly secondFactorDuty: SecondFactorDuty;
  readonly sessions: SessionsStore;
  readonly auditLog: AuditStore;
  readonly isCheckpoint: Parameters<typeof verifyChain>[2];
  readonly secureCookies: boolean;
  readonly publicUrl: string;
  readonly encryptionKey: string;
  readonly logger: Logger;
}

/** Tries auth's part of the strict profile. */
export function checkAuthHardening(deps: AuthHardening): Promise<HardeningCheck[]> {
  return runChecks(
    [
      { id: 'second-factors', title: 'Everybody has a second factor', probe: () => countFactors(deps) },
      { id: 'idle-sessions', title: 'Sessions end that are not used', probe: () => findLongSessions(deps) },
      {
        id: 'secure-cookies',
        title: 'Session cookies travel over HTTPS only',
        probe: async () => judgeCookies(deps),
      },
      { id: 'secrets', title: 'Secrets are no examples', probe: async () => judgeSecret(deps.encryptionKey) },
      { id: 'audit-chain', title: 'The audit log is whole', probe: () => followAudit(deps) },
      {
        id: 'auth-rows',
        title: 'Rows of the audit log are guarded by the database',
        probe: probeRowSecurity(deps.database, [auditEvent]),
      },
    ],
    deps.logger,
  );
}

async function countFactors({ secondFactorDuty: duty }: AuthHardening) {
  const people = await duty.countWithout();
  const who = people === 1 ? 'One person has' : `${people} people have`;
  if (!duty.isOn)
    return {
      passed: false,
      detail: `${who} neither a second factor nor a passkey, and nothing asks for one. Set HARDENED=1.`,
    };
  return {
    passed: true,
    detail:
      people === 0
        ? 'Everybody has a second factor or a passkey.'
        : `${who} neither a second factor nor a passkey yet, and can do nothing but set one up.`,
  };
}

async function findLongSessions({ sessions }: AuthHardening) {
  const long = await sessions.countLongerThan(HARDENED_IDLE_SECONDS);
  const minutes = HARDENED_IDLE_SECONDS / 60;
  return long === 0
    ? { passed: true, detail: `No session stands that would outlive ${minutes} minutes without use.` }
    : {
        passed: false,
        detail: `Sessions that outlive ${minutes} minutes without use: ${long}. Set HARDENED=1 and restart auth.`,
      };
}

function judgeCookies({ secureCookies, publicUrl }: AuthHardening) {
  return secureCookies
    ? { passed: true, detail: 'Cookies are Secure.' }
    : {
        passed: false,
        detail: `PUBLIC_URL is ${new URL(publicUrl).protocol}//, so cookies are not Secure. Serve the app over HTTPS and set PUBLIC_URL to that address.`,
      };
}

/** What a generator makes has many different characters, and none of the words of examples. */
function judgeSecret(secret: string) {
  const isExample = /change|secret|example|password|default|test/i.test(secret) || new Set(secret).size < 10;
  return isExample
    ? { passed: false, detail: 'AUTH_ENCRYPTION_KEY looks like an example. Replace it with a random one.' }
    : { passed: true, detail: 'AUTH_ENCRYPTION_KEY looks random.' };
}

async function followAudit({ auditLog, isCheckpoint }: AuthHardening) {
  const found = await verifyChain(auditLog.chain(), await auditLog.checkpoints(), isCheckpoint);
  return found.kind === 'broken'
    ? { passed: false, detail: `It is broken at event ${found.sequence}: ${found.reason}` }
    : { passed: true, detail: `${found.events} events follow from each other.` };
}
