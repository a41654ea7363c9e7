import { fileURLToPath } from 'node:url';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import {
  list,
  logLevel,
  optional,
  port,
  readEnvironment,
  required,
  secret,
  text,
  url,
  wholeNumber,
  withDefault,
} from '@codexcontinue/platform/environment';
import { readHardenedEnvironment } from '@codexcontinue/platform/hardening';
import { quotas } from '@codexcontinue/platform/quotas/quota-environment';
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';
import { oidcProviders } from './identity/oidc-environment.ts';
import { MAIL_VARIABLES } from './mail/mail-environment.ts';

/** What `npm run keys:rotate` is told. */
const KEY_VARIABLES = {
  DATABASE_URL: required(url('postgres:', 'postgresql:')),
  AUTH_SIGNING_KEY: required(secret(64)),
  LOG_LEVEL: withDefault(logLevel, 'info'),
};

/** @throws EnvironmentError */
export function readKeyEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(KEY_VARIABLES, source);
}

/** Reads what `npm run audit:verify` is told. @throws EnvironmentError */
export function readAuditEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(
    {
      DATABASE_URL: optional(url('postgres:', 'postgresql:')),
      AUTH_SIGNING_KEY: optional(secret(64)),
      DATA_DIR: withDefault(text, fileURLToPath(new URL('../../../.data', import.meta.url))),
    },
    source,
  );
}

/** Reads and checks what auth is told. @throws EnvironmentError */
export function readAuthEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      ...KEY_VARIABLES,
      PORT: withDefault(port, 4001),
      HOST: withDefault(text, '0.0.0.0'),
      REDIS_URL: required(url('redis:', 'rediss:')),
      PUBLIC_URL: withDefault(url('http:', 'https:'), 'http://localhost:8080'),
      ...MAIL_VARIABLES,
      OIDC_PROVIDERS: withDefault(oidcProviders, []),
      EGRESS_ALLOW: withDefault(egressRules, []),
      DATA_DIR: optional(text),
      PACKS: withDefault(list, []),
      QUOTAS: optional(quotas),
      JOBS_ROLE: optional(text),
      AUDIT_RETENTION_DAYS: withDefault(wholeNumber, 0),
      EGRESS_RETENTION_DAYS: withDefault(wholeNumber, 90),
      AUTH_ENCRYPTION_KEY: required(secret(32)),
      INTERNAL_PUBLIC_KEY: required(secret(64)),
      ...TELEMETRY_VARIABLES,
    },
    {},
    source,
  );
}
