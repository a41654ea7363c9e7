import { join } from 'node:path';
import { runMain } from '@codexcontinue/platform/shutdown';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import { runSubgraph } from '@codexcontinue/platform/subgraph-process';
import { readMlEnvironment } from './environment.ts';
import { migrations } from './migrations.ts';
import { createMlServer } from './server.ts';

runMain(async () => {
  const environment = readMlEnvironment(process.env);
  const subgraph = { name: 'ml', environment, migrations, egressRules: environment.EGRESS_ALLOW };
  await runSubgraph(subgraph, (parts) =>
    createMlServer({
      ...parts,
      auditsReads: environment.AUDIT_READS === 'on',
      encryptionKeys: environment.ENCRYPTION_KEYS,
      storage: createFilesystemStorage(join(environment.DATA_DIR, 'blobs')),
      ollamaUrl: environment.OLLAMA_URL,
    }),
  );
});
