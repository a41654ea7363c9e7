import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/data/tables.ts',
    './src/data/token-tables.ts',
    './src/data/audit-tables.ts',
    './src/data/credential-tables.ts',
    './src/data/quota-tables.ts',
    './src/data/egress-tables.ts',
  ],
  out: './migrations',
  schemaFilter: ['auth'],
});
