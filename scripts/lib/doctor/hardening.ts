import type { Finding } from './finding.ts';

/** Whether the strict profile is on, and where it is tested; nothing of it keeps `npm start` from working unless a key is missing. */
export function checkHardening({
  HARDENED,
  ENCRYPTION_KEYS,
  ENCRYPTION_KEYS_FILE,
}: NodeJS.ProcessEnv): Finding {
  const name = 'Hardening';
  if (HARDENED !== '1') {
    return {
      name,
      status: 'note',
      message: 'The strict profile is off (HARDENED=1 turns it on).',
      advice: 'docs/operating.md, "Hardening", says what it does and needs.',
    };
  }
  if (!ENCRYPTION_KEYS && !ENCRYPTION_KEYS_FILE) {
    return {
      name,
      status: 'fault',
      message: 'HARDENED=1 is set, and ENCRYPTION_KEYS is missing.',
      advice: 'ENCRYPTION_KEYS="first=$(openssl rand -base64 32)", and keep a copy elsewhere.',
    };
  }
  return {
    name,
    status: 'ok',
    message: 'The strict profile is on.',
    advice: 'Each setting is tested live at /settings/hardening, for administrators of the instance.',
  };
}
