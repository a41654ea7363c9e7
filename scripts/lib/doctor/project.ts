import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './finding.ts';

/** The project is made for this one and brings it along. */
const NODE_MAJOR = 24;

const modifiedAt = (path: string) => (existsSync(path) ? statSync(path).mtimeMs : undefined);

/** The Node that runs the project's scripts. */
export function checkNode(version = process.versions.node): Finding {
  const name = 'Node';
  if (Number(version.split('.')[0]) >= NODE_MAJOR)
    return { name, status: 'ok', message: `${version} runs the project's scripts.` };
  return {
    name,
    status: 'note',
    message: `${version} runs this script, but the project is made for Node ${NODE_MAJOR}.`,
    advice: `Run scripts through npm ("npm run doctor"), which uses the Node ${NODE_MAJOR} that "npm ci" brings on Linux; elsewhere install Node ${NODE_MAJOR}.`,
  };
}

/** The packages, as the lock file names them. */
export function checkPackages(root: string): Finding {
  const name = 'Packages';
  const installed = modifiedAt(join(root, 'node_modules/.package-lock.json'));
  if (installed === undefined)
    return {
      name,
      status: 'note',
      message: 'The packages are not installed.',
      advice: '"npm start" installs them, or: npm ci',
    };
  if (installed < (modifiedAt(join(root, 'package-lock.json')) ?? 0))
    return {
      name,
      status: 'note',
      message: 'The lock file is newer than the installed packages.',
      advice: '"npm start" installs them anew, or: npm ci',
    };
  return { name, status: 'ok', message: 'The packages of the lock file are installed.' };
}

/** The web app that the gateway serves. */
export function checkWebApp(root: string): Finding {
  const name = 'Web app';
  const built = modifiedAt(join(root, 'web/dist/index.html'));
  const advice = '"npm start" builds it, or: npm run build --workspace web';
  if (built === undefined) return { name, status: 'note', message: 'The web app is not built.', advice };
  if (built < newestSourceOf(join(root, 'web')))
    return { name, status: 'note', message: 'The web app is older than its sources.', advice };
  return { name, status: 'ok', message: 'The web app is built.' };
}

function newestSourceOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .filter((entry) => !/[\\/](node_modules|dist|test)([\\/]|$)/.test(entry.parentPath))
    .reduce((newest, entry) => Math.max(newest, modifiedAt(join(entry.parentPath, entry.name)) ?? 0), 0);
}
