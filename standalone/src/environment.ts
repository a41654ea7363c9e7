import { fileURLToPath } from 'node:url';
import { SAFELIST_MODES } from '@codexcontinue/gateway/operations/safelist';
import { CLIENT_TRACES } from '@codexcontinue/gateway/telemetry/client-trace';
import { DEFAULT_SLOW_OPERATION_MILLISECONDS } from '@codexcontinue/gateway/telemetry/slow-operation';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import {
  list,
  logLevel,
  oneOf,
  optional,
  port,
  readEnvironment,
  required,
  text,
  url,
  wholeNumber,
  withDefault,
} from '@codexcontinue/platform/environment';
import { ENCRYPTION_NEEDED, readHardenedEnvironment } from '@codexcontinue/platform/hardening';
import { quotas } from '@codexcontinue/platform/quotas/quota-environment';
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';
import { oidcProviders } from '@codexcontinue/subgraph-auth/identity/oidc-environment';
import { MAIL_VARIABLES } from '@codexcontinue/subgraph-auth/mail/mail-environment';

const DATA_DIRECTORY = fileURLToPath(new URL('../../.data', import.meta.url));

/** Reads what `npm run encryption:rotate` is told. @throws EnvironmentError */
export function readRotationEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(
    {
      ENCRYPTION_KEYS: required(encryptionKeys),
      BUSINESS_DATABASE_URL: optional(url('postgres:', 'postgresql:')),
      ML_DATABASE_URL: optional(url('postgres:', 'postgresql:')),
      DATA_DIR: withDefault(text, DATA_DIRECTORY),
    },
    source,
  );
}

/** Reads and checks what `npm start` is told; everything has a default. @throws EnvironmentError */
export function readStandaloneEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      PORT: withDefault(port, 4000),
      HOST: withDefault(text, 'localhost'),
      PUBLIC_URL: optional(url('http:', 'https:')),
      ...MAIL_VARIABLES,
      OIDC_PROVIDERS: withDefault(oidcProviders, []),
      EGRESS_ALLOW: withDefault(egressRules, []),
      DATA_DIR: withDefault(text, DATA_DIRECTORY),
      OLLAMA_URL: withDefault(url('http:', 'https:'), 'http://127.0.0.1:11434'),
      PACKS: withDefault(list, []),
      QUOTAS: optional(quotas),
      AUDIT_READS: withDefault(oneOf('on', 'off'), 'off' as const),
      AUDIT_RETENTION_DAYS: withDefault(wholeNumber, 0),
      EGRESS_RETENTION_DAYS: withDefault(wholeNumber, 90),
      INTROSPECTION: withDefault(oneOf('open', 'signed-in', 'off'), 'open' as const),
      SAFELIST: withDefault(oneOf(...SAFELIST_MODES), 'off' as const),
      ENCRYPTION_KEYS: optional(encryptionKeys),
      LOG_LEVEL: withDefault(logLevel, 'warn'),
      SLOW_OPERATION_MILLISECONDS: withDefault(wholeNumber, DEFAULT_SLOW_OPERATION_MILLISECONDS),
      CLIENT_TRACES: withDefault(oneOf(...CLIENT_TRACES), 'link' as const),
      ...TELEMETRY_VARIABLES,
    },
    {
      implied: { AUDIT_READS: ['on'], INTROSPECTION: ['signed-in', 'off'], SAFELIST: ['on'] },
      needed: ENCRYPTION_NEEDED,
    },
    source,
  );
}

export type StandaloneEnvironment = ReturnType<typeof readStandaloneEnvironment>;
