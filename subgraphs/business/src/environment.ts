import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import {
  logLevel,
  oneOf,
  optional,
  port,
  required,
  secret,
  text,
  url,
  withDefault,
} from '@codexcontinue/platform/environment';
import { ENCRYPTION_NEEDED, readHardenedEnvironment } from '@codexcontinue/platform/hardening';
import { quotas } from '@codexcontinue/platform/quotas/quota-environment';
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';

/** Reads and checks what business is told. @throws EnvironmentError */
export function readBusinessEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      PORT: withDefault(port, 4002),
      HOST: withDefault(text, '0.0.0.0'),
      DATABASE_URL: required(url('postgres:', 'postgresql:')),
      REDIS_URL: required(url('redis:', 'rediss:')),
      URL_SECRET: required(secret(32)),
      DATA_DIR: required(text),
      JOBS_ROLE: optional(text),
      AUDIT_READS: withDefault(oneOf('on', 'off'), 'off' as const),
      ENCRYPTION_KEYS: optional(encryptionKeys),
      QUOTAS: optional(quotas),
      INTERNAL_PUBLIC_KEY: required(secret(64)),
      LOG_LEVEL: withDefault(logLevel, 'info'),
      ...TELEMETRY_VARIABLES,
    },
    { implied: { AUDIT_READS: ['on'] }, needed: ENCRYPTION_NEEDED },
    source,
  );
}
