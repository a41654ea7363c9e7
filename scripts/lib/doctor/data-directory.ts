import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from './finding.ts';

const name = 'Data';

/**
 * The directory that holds everything `npm start` keeps.
 *
 * @param servesHere whether what runs on it is what answers at our port, as it should
 */
export function checkDataDirectory(path: string, servesHere: boolean): Finding {
  if (!existsSync(path)) return checkParent(path);
  if (!statSync(path).isDirectory())
    return {
      name,
      status: 'fault',
      message: `${path} is no directory.`,
      advice: 'Choose another place: DATA_DIR=/another/place npm start',
    };
  if (!isWritable(path)) return notWritable(path);
  const holder = lockHolder(path);
  if (holder === undefined) return { name, status: 'ok', message: `${path} can be written to and is free.` };
  if (servesHere)
    return { name, status: 'ok', message: `${path} is in use by process ${holder}, which runs here.` };
  return {
    name,
    status: 'fault',
    message: `${path} is in use by process ${holder}, which does not answer at this port.`,
    advice: `Stop it (kill ${holder}), or give this one a place of its own: DATA_DIR=/another/place npm start`,
  };
}

function checkParent(path: string): Finding {
  let parent = dirname(path);
  while (!existsSync(parent)) parent = dirname(parent);
  if (!isWritable(parent)) return notWritable(parent);
  return { name, status: 'ok', message: `${path} does not exist yet; the first start makes it.` };
}

function notWritable(path: string): Finding {
  return {
    name,
    status: 'fault',
    message: `${path} cannot be written to.`,
    advice:
      'Give yourself the right to write there, or choose another place: DATA_DIR=/another/place npm start',
  };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The process that has the directory, if it lives. The form of the lock is `platform/src/database/data-directory.ts`'s. */
function lockHolder(path: string): number | undefined {
  const lock = join(path, 'lock');
  if (!existsSync(lock)) return undefined;
  const [pid = '', startTicks] = readFileSync(lock, 'utf8').split(' ');
  const alive = isAlive(Number(pid)) && startTicksOf(Number(pid)) === startTicks;
  return alive ? Number(pid) : undefined;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function startTicksOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}
