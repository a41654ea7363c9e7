import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../test/helpers/running-program.ts';

/** Runs a script of the project to its end. */
export function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(ROOT, script), ...args],
      { cwd: ROOT, env: { PATH: process.env.PATH ?? '', ...env } },
      (error, stdout, stderr) => {
        const code = error ? error.code : 0;
        if (typeof code === 'number') resolve({ code, output: stdout + stderr });
        else reject(error);
      },
    );
  });
}
