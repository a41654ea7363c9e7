import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./seal-and-die.ts', import.meta.url));

/**
 * Lets another process seal a plain blob and be killed at a step, from 1.
 * @returns whether it was; otherwise it had no such step, and has come to its end
 */
export async function killWhileSealing(
  directory: string,
  keys: string,
  key: string,
  step: number,
): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, directory, keys, key, String(step)], { stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`Sealing ended with ${code ?? signal}.`);
  return signal === 'SIGKILL';
}
