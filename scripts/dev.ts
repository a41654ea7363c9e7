import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createManagedProcess } from './lib/dev/managed-process.ts';
import { watchSchemas } from './lib/dev/watch-schema.ts';

/**
 * `npm run dev`: every service in one process that restarts when a module changes, with the inspector open, and the web
 * app with hot reload. Needs no Docker.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const INSPECTOR = '127.0.0.1:9229';
/** Where the web app's development server looks for the gateway (web/vite.config.ts). */
const GATEWAY_PORT = '4000';

if (process.env.PORT && process.env.PORT !== GATEWAY_PORT) {
  console.error(
    `The development server of the web app looks for the gateway at port ${GATEWAY_PORT}: leave PORT out.`,
  );
  process.exit(1);
}

const print = (line: string) => console.log(line);
let stopping = false;

/** The web app's dependency, found from there. */
const WEB_BUNDLER = 'vite';
const vitePackage = findPackageJSON(WEB_BUNDLER, join(root, 'web/package.json'));
if (!vitePackage) throw new Error('Vite is not installed: run npm ci.');
const vite = join(dirname(vitePackage), 'bin/vite.js');

const services = createManagedProcess({
  label: 'services',
  command: process.execPath,
  args: ['--watch', '--watch-preserve-output', `--inspect=${INSPECTOR}`, 'standalone/src/index.ts'],
  cwd: root,
  print,
  onExit: (code) => void stop(code ?? 1),
});
const web = createManagedProcess({
  label: 'web     ',
  command: process.execPath,
  args: [vite, '--clearScreen', 'false'],
  cwd: join(root, 'web'),
  print,
  onExit: (code) => void stop(code ?? 1),
});

/** Composes anew; the services are restarted only with a schema that holds. */
async function schemaChanged(path: string): Promise<void> {
  print(`schema   | ${path} changed: npm run schema`);
  const compose = spawn(process.execPath, ['schema/bin/schema.ts', 'write'], { cwd: root, stdio: 'inherit' });
  const [code] = await once(compose, 'close');
  if (stopping) return;
  if (code === 0) await services.restart();
  else print('schema   | the services go on with the schema they have');
}

const schemas = watchSchemas(root, (path) => {
  schemaChanged(path).catch((error: Error) => print(`schema   | ${error.message}`));
});

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  schemas.close();
  await Promise.all([services.stop(), web.stop()]);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

print(`web app     http://localhost:5173 (hot reload)\nAPI         http://localhost:${GATEWAY_PORT}/graphql`);
print(`inspector   ${INSPECTOR} (chrome://inspect)\nstop        Ctrl+C\n`);
services.start();
web.start();
