import { randomBytes } from 'node:crypto';

/** One key of ENCRYPTION_KEYS, made anew. */
export const newKey = (id: string) => `${id}=${randomBytes(32).toString('base64')}`;

/** For stores whose events nobody follows. */
export const NO_OUTBOX = { add: async () => {}, start: async () => {}, stop: async () => {} };
