import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { oneOf, optional, required, secret, text, withDefault } from '@codexcontinue/platform/environment';
import { ENCRYPTION_NEEDED, readHardenedEnvironment } from '@codexcontinue/platform/hardening';
import { quotas } from '@codexcontinue/platform/quotas/quota-environment';
import { subgraphVariables } from '@codexcontinue/platform/subgraph-variables';

/** Reads and checks what business is told. @throws EnvironmentError */
export function readBusinessEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      ...subgraphVariables(4002),
      URL_SECRET: required(secret(32)),
      DATA_DIR: required(text),
      AUDIT_READS: withDefault(oneOf('on', 'off'), 'off' as const),
      ENCRYPTION_KEYS: optional(encryptionKeys),
      QUOTAS: optional(quotas),
    },
    { implied: { AUDIT_READS: ['on'] }, needed: ENCRYPTION_NEEDED },
    source,
  );
}
