import { fileURLToPath } from 'node:url';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import {
  list,
  logLevel,
  optional,
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
import { subgraphVariables } from '@codexcontinue/platform/subgraph-variables';
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

/** Whose database an operator's command works on: a server's, or that of `npm start`. */
const OPERATED_VARIABLES = {
  DATABASE_URL: optional(url('postgres:', 'postgresql:')),
  DATA_DIR: withDefault(text, fileURLToPath(new URL('../../../.data', import.meta.url))),
};

/** Reads what `npm run rescue` is told. @throws EnvironmentError */
export function readOperatorEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(OPERATED_VARIABLES, source);
}

/** Reads what `npm run audit:verify` is told. @throws EnvironmentError */
export function readAuditEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment({ ...OPERATED_VARIABLES, AUTH_SIGNING_KEY: optional(secret(64)) }, source);
}

/** Reads and checks what auth is told. @throws EnvironmentError */
export function readAuthEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      ...subgraphVariables(4001),
      AUTH_SIGNING_KEY: KEY_VARIABLES.AUTH_SIGNING_KEY,
      AUTH_ENCRYPTION_KEY: required(secret(32)),
      PUBLIC_URL: withDefault(url('http:', 'https:'), 'http://localhost:8080'),
      ...MAIL_VARIABLES,
      OIDC_PROVIDERS: withDefault(oidcProviders, []),
      EGRESS_ALLOW: withDefault(egressRules, []),
      DATA_DIR: optional(text),
      PACKS: withDefault(list, []),
      QUOTAS: optional(quotas),
      AUDIT_RETENTION_DAYS: withDefault(wholeNumber, 0),
      EGRESS_RETENTION_DAYS: withDefault(wholeNumber, 90),
    },
    {},
    source,
  );
}
