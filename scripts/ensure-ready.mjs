// Plain JavaScript on purpose: it runs before the project's own Node is installed, on whatever Node the machine has.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(
    `CodexContinue needs Node 20.11 or newer to install itself (this is ${process.versions.node}); it brings its own Node 24 for running.`,
  );
  process.exit(1);
}

const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function run(what, command, args) {
  console.log(`${what} …`);
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`${what} failed: "${command} ${args.join(' ')}" ended with ${status}.`);
    process.exit(status ?? 1);
  }
  console.log(`${what}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

if (modifiedAt(join(root, 'node_modules/.package-lock.json')) < modifiedAt(join(root, 'package-lock.json'))) {
  run('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

if (process.argv.includes('--web')) {
  const newestSource = (folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .filter((entry) => !/[\\/](node_modules|dist|test)([\\/]|$)/.test(entry.parentPath))
      .reduce((newest, entry) => Math.max(newest, modifiedAt(join(entry.parentPath, entry.name))), 0);
  if (modifiedAt(join(root, 'web/dist/index.html')) < newestSource(join(root, 'web'))) {
    run('Building the web app', 'npm', ['run', '--silent', 'build', '--workspace', 'web']);
  }
}
