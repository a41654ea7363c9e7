import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program the tests need that npm does not bring. */
export interface SystemPackage {
  /** What it is looked for as. */
  readonly program: string;
  /** What brings it on Debian. */
  readonly debianPackage: string;
}

/** What `npm test` needs. */
export const TEST_PACKAGES: readonly SystemPackage[] = ['redis-server', 'chromium', 'curl', 'openssl'].map(
  (program) => ({ program, debianPackage: program }),
);

const isInstalled = ({ program }: SystemPackage) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/**
 * Makes sure that programs are there, installing them on Debian as root.
 *
 * @returns a sentence for a person when some are missing and cannot be installed
 */
export function ensureSystemPackages(packages: readonly SystemPackage[]): string | undefined {
  const missing = packages.filter((candidate) => !isInstalled(candidate));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ debianPackage }) => debianPackage);
  const advice = `The tests need ${names.join(' and ')}. Install ${names.length > 1 ? 'them' : 'it'}, then run the tests again (Debian: sudo apt-get install ${names.join(' ')}).`;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return advice;
  process.stdout.write(`Installing ${names.join(' and ')} …\n`);
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update', '-qq');
  return apt('install', '-y', '-qq', '--no-install-recommends', ...names) ? undefined : advice;
}
