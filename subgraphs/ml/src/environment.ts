import { egressRules } from '@codexcontinue/platform/egress/rules';
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
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';

/** Reads and checks what ml is told. @throws EnvironmentError */
export function readMlEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      PORT: withDefault(port, 4003),
      HOST: withDefault(text, '0.0.0.0'),
      DATABASE_URL: required(url('postgres:', 'postgresql:')),
      REDIS_URL: required(url('redis:', 'rediss:')),
      DATA_DIR: required(text),
      OLLAMA_URL: optional(url('http:', 'https:')),
      EGRESS_ALLOW: withDefault(egressRules, []),
      JOBS_ROLE: optional(text),
      AUDIT_READS: withDefault(oneOf('on', 'off'), 'off' as const),
      ENCRYPTION_KEYS: optional(encryptionKeys),
      INTERNAL_PUBLIC_KEY: required(secret(64)),
      LOG_LEVEL: withDefault(logLevel, 'info'),
      ...TELEMETRY_VARIABLES,
    },
    { implied: { AUDIT_READS: ['on'] }, needed: ENCRYPTION_NEEDED },
    source,
  );
}
