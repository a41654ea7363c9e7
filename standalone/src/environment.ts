import { fileURLToPath } from 'node:url';
import { CLIENT_TRACES } from '@codexcontinue/gateway/telemetry/client-trace';
import { DEFAULT_SLOW_OPERATION_MILLISECONDS } from '@codexcontinue/gateway/telemetry/slow-operation';
import {
  list,
  logLevel,
  oneOf,
  optional,
  port,
  readEnvironment,
  text,
  url,
  wholeNumber,
  withDefault,
} from '@codexcontinue/platform/environment';
import { quotas } from '@codexcontinue/platform/quotas/quota-environment';
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';
import { oidcProviders } from '@codexcontinue/subgraph-auth/identity/oidc-environment';
import { MAIL_VARIABLES } from '@codexcontinue/subgraph-auth/mail/mail-environment';

/** Reads and checks what `npm start` is told; everything has a default. @throws EnvironmentError */
export function readStandaloneEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(
    {
      PORT: withDefault(port, 4000),
      HOST: withDefault(text, 'localhost'),
      PUBLIC_URL: optional(url('http:', 'https:')),
      ...MAIL_VARIABLES,
      OIDC_PROVIDERS: withDefault(oidcProviders, []),
      DATA_DIR: withDefault(text, fileURLToPath(new URL('../../.data', import.meta.url))),
      OLLAMA_URL: withDefault(url('http:', 'https:'), 'http://127.0.0.1:11434'),
      PACKS: withDefault(list, []),
      QUOTAS: optional(quotas),
      AUDIT_READS: withDefault(oneOf('on', 'off'), 'off' as const),
      AUDIT_RETENTION_DAYS: withDefault(wholeNumber, 0),
      LOG_LEVEL: withDefault(logLevel, 'warn'),
      SLOW_OPERATION_MILLISECONDS: withDefault(wholeNumber, DEFAULT_SLOW_OPERATION_MILLISECONDS),
      CLIENT_TRACES: withDefault(oneOf(...CLIENT_TRACES), 'link' as const),
      ...TELEMETRY_VARIABLES,
    },
    source,
  );
}

export type StandaloneEnvironment = ReturnType<typeof readStandaloneEnvironment>;
