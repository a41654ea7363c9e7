import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Another process has the directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
}

/** A data directory this process has for itself. */
export interface DataDirectory {
  readonly path: string;
  /** A file of the directory that only its owner may read, made by `make` when it is missing. */
  secretFile(name: string, make: () => string): Promise<string>;
  release(): void;
}

/**
 * Takes a data directory for this process alone: two processes on one embedded database lose rows silently. A lock
 * whose process is gone is taken over.
 *
 * @throws DataDirectoryInUseError with the process that has it
 */
export async function takeDataDirectory(path: string): Promise<DataDirectory> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lockPath = join(path, 'lock');
  const token = `${process.pid} ${processStartTicks(process.pid)} ${randomBytes(8).toString('hex')}\n`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(lockPath, token, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      refuseIfAlive(lockPath, path);
      if (attempt > 3) throw new DataDirectoryInUseError(`The lock ${lockPath} cannot be taken.`);
      rmSync(lockPath, { force: true });
    }
  }
  const release = () => {
    if (existsSync(lockPath) && readFileSync(lockPath, 'utf8') === token) rmSync(lockPath, { force: true });
  };
  process.once('exit', release);
  return { path, release, secretFile: (name, make) => secretFile(join(path, name), make) };
}

function refuseIfAlive(lockPath: string, path: string): void {
  let content: string;
  try {
    content = readFileSync(lockPath, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const [pidText, startTicks] = content.split(' ');
  const pid = Number(pidText);
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && processStartTicks(pid) === startTicks) {
    throw new DataDirectoryInUseError(
      `CodexContinue is running on ${path} already (process ${pid}). Stop it first, or give this one a directory of its own: DATA_DIR=/another/place npm start`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, where the system tells: a number reused by another process is not mistaken for the first. */
function processStartTicks(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1);
    return afterName?.split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

async function secretFile(path: string, make: () => string): Promise<string> {
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const content = make();
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return content;
}
