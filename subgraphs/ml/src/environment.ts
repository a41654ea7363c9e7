import { egressRules } from '@codexcontinue/platform/egress/rules';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { oneOf, optional, required, text, url, withDefault } from '@codexcontinue/platform/environment';
import { ENCRYPTION_NEEDED, readHardenedEnvironment } from '@codexcontinue/platform/hardening';
import { subgraphVariables } from '@codexcontinue/platform/subgraph-variables';

/** Reads and checks what ml is told. @throws EnvironmentError */
export function readMlEnvironment(source: NodeJS.ProcessEnv) {
  return readHardenedEnvironment(
    {
      ...subgraphVariables(4003),
      DATA_DIR: required(text),
      OLLAMA_URL: optional(url('http:', 'https:')),
      EGRESS_ALLOW: withDefault(egressRules, []),
      AUDIT_READS: withDefault(oneOf('on', 'off'), 'off' as const),
      ENCRYPTION_KEYS: optional(encryptionKeys),
    },
    { implied: { AUDIT_READS: ['on'] }, needed: ENCRYPTION_NEEDED },
    source,
  );
}
