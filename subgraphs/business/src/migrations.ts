import { fileURLToPath } from 'node:url';
import type { Migrations } from '@codexcontinue/platform/database/migrate';

export const migrations: Migrations = {
  schema: 'business',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};
