import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDataDirectory } from './lib/doctor/data-directory.ts';
import { describeFindings, type Finding } from './lib/doctor/finding.ts';
import { checkHardening } from './lib/doctor/hardening.ts';
import { checkOllama } from './lib/doctor/ollama.ts';
import { checkPort } from './lib/doctor/port.ts';
import { checkDocker, checkStack, checkTestPrograms } from './lib/doctor/programs.ts';
import { checkNode, checkPackages, checkWebApp } from './lib/doctor/project.ts';

/**
 * `npm run doctor`: what runs, what is missing, and what to do. Ends with 1 when something keeps `npm start` from
 * working. Node's own modules only: it must run where the packages are not installed.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const { PORT, HOST, DATA_DIR, OLLAMA_URL } = process.env;

const [port, ollama, docker, stack] = await Promise.all([
  checkPort(PORT || '4000', HOST || 'localhost'),
  checkOllama(OLLAMA_URL || 'http://127.0.0.1:11434'),
  checkDocker(),
  checkStack(root),
]);
const findings: Finding[] = [
  checkNode(),
  checkPackages(root),
  checkWebApp(root),
  checkDataDirectory(DATA_DIR || join(root, '.data'), port.ours),
  port,
  ollama,
  checkHardening(process.env),
  checkTestPrograms(),
  docker,
  ...(docker.status === 'ok' ? [stack] : []),
];
const ok = findings.every(({ status }) => status !== 'fault');

if (process.argv.includes('--json')) {
  const plain = findings.map(({ name, status, message, advice }) => ({ name, status, message, advice }));
  console.log(JSON.stringify({ ok, findings: plain }, null, 2));
} else {
  console.log(describeFindings(findings));
}
process.exit(ok ? 0 : 1);
