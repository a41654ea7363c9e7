import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tellsCpuTime } from '../child-process.ts';

export const PEERS_DIRECTORY = fileURLToPath(new URL('.', import.meta.url));

/** Installs the other gateways where they are not yet. @returns a sentence when that is not possible here */
export function installPeers(log: (line: string) => void): string | undefined {
  if (!tellsCpuTime()) return 'this system has no /proc to read CPU time from.';
  const installed = join(PEERS_DIRECTORY, 'node_modules/.package-lock.json');
  const lock = join(PEERS_DIRECTORY, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return undefined;
  log('installing the gateways to compare with (about 700 MB, once)');
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: PEERS_DIRECTORY,
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: Buffer };
    const reason = /npm error (.*)/.exec(String(stderr))?.[1] ?? message;
    return `the other gateways cannot be installed (npm ci in bench/gateways: ${reason})`;
  }
}
