import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKeyPair } from '../src/identity.ts';

/**
 * Makes the secrets of a container installation, a folder for each service that holds what it needs and no more. What
 * is there is kept, so that it can run before every start.
 *
 * Usage: node platform/bin/make-secrets.ts DIRECTORY
 */
const directory = process.argv[2];
if (!directory) {
  console.error('Name the folder the secrets go to: node platform/bin/make-secrets.ts secrets');
  process.exit(2);
}

/** Of `ENCRYPTION_KEYS`: one key, which business and ml share. */
const encryptionKeys = () => `first=${randomBytes(32).toString('base64')}`;
const password = () => randomBytes(24).toString('base64url');
const databaseUrl = (role: string, secret: string) =>
  `postgres://${role}:${secret}@postgres:5432/codexcontinue`;

if (existsSync(join(directory, 'complete'))) {
  console.log(`The secrets in ${directory} are kept.`);
  // What later versions ask for, in an installation of an earlier one.
  addSecret(join(directory, 'auth', 'AUTH_ENCRYPTION_KEY'), password());
  const ofBusiness = join(directory, 'business', 'ENCRYPTION_KEYS');
  addSecret(ofBusiness, encryptionKeys());
  addSecret(join(directory, 'ml', 'ENCRYPTION_KEYS'), readFileSync(ofBusiness, 'utf8'));
} else {
  const internal = generateSigningKeyPair();
  const keys = encryptionKeys();
  const passwords = { auth: password(), business: password(), ml: password() };
  const services: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    postgres: {
      POSTGRES_PASSWORD: password(),
      'auth-password': passwords.auth,
      'business-password': passwords.business,
      'ml-password': passwords.ml,
    },
    gateway: { INTERNAL_PRIVATE_KEY: internal.privateKeyPem, CURSOR_SECRET: password() },
    auth: {
      DATABASE_URL: databaseUrl('auth', passwords.auth),
      AUTH_SIGNING_KEY: generateSigningKeyPair().privateKeyPem,
      AUTH_ENCRYPTION_KEY: password(),
      INTERNAL_PUBLIC_KEY: internal.publicKeyPem,
    },
    business: {
      DATABASE_URL: databaseUrl('business', passwords.business),
      INTERNAL_PUBLIC_KEY: internal.publicKeyPem,
      URL_SECRET: password(),
      ENCRYPTION_KEYS: keys,
    },
    ml: {
      DATABASE_URL: databaseUrl('ml', passwords.ml),
      INTERNAL_PUBLIC_KEY: internal.publicKeyPem,
      ENCRYPTION_KEYS: keys,
    },
  };
  // Containers run as different users, and each sees its own folder only: readable within it, closed from outside.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const [service, secrets] of Object.entries(services)) {
    mkdirSync(join(directory, service), { recursive: true, mode: 0o755 });
    for (const [name, value] of Object.entries(secrets))
      writeFileSync(join(directory, service, name), value, { mode: 0o444, flag: 'w' });
  }
  writeFileSync(join(directory, 'complete'), '');
  console.log(`The secrets are made in ${directory}.`);
}

/** Nothing that is there is ever replaced: with a key its data would be gone. */
function addSecret(path: string, value: string): void {
  if (!existsSync(path)) writeFileSync(path, value, { mode: 0o444, flag: 'wx' });
}
