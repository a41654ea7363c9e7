import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBoundaryFaults } from './lib/boundaries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const paths = globSync(
  '{platform,gateway,schema,standalone,web,docker/ollama-simulator,subgraphs/*}/{src,test,bin}/**/*.{ts,tsx}',
  { cwd: root },
).filter((path) => !path.includes('node_modules'));
const faults = findBoundaryFaults(
  new Map(paths.map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')])),
);
for (const fault of faults) console.error(`- ${fault}`);
console.log(`${paths.length} modules, ${faults.length} imports where none may be.`);
process.exit(faults.length === 0 && paths.length > 0 ? 0 : 1);
