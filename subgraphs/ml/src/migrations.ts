import { fileURLToPath } from 'node:url';
import type { Migrations } from '@codexcontinue/platform/database/migrate';

export const migrations: Migrations = {
  schema: 'ml',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};
