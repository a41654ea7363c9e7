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
  withDefault,
} from '@codexcontinue/platform/environment';
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';
import { oidcProviders } from './identity/oidc-environment.ts';
import { MAIL_VARIABLES } from './mail/mail-environment.ts';

/** Reads and checks what auth is told. @throws EnvironmentError */
export function readAuthEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(
    {
      PORT: withDefault(port, 4001),
      HOST: withDefault(text, '0.0.0.0'),
      DATABASE_URL: required(url('postgres:', 'postgresql:')),
      REDIS_URL: required(url('redis:', 'rediss:')),
      PUBLIC_URL: withDefault(url('http:', 'https:'), 'http://localhost:8080'),
      ...MAIL_VARIABLES,
      OIDC_PROVIDERS: withDefault(oidcProviders, []),
      DATA_DIR: optional(text),
      PACKS: withDefault(list, []),
      AUTH_SIGNING_KEY: required(secret(64)),
      AUTH_ENCRYPTION_KEY: required(secret(32)),
      INTERNAL_PUBLIC_KEY: required(secret(64)),
      LOG_LEVEL: withDefault(logLevel, 'info'),
      ...TELEMETRY_VARIABLES,
    },
    source,
  );
}
