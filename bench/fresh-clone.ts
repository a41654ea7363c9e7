import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { atMost, type Part } from './figure.ts';
import { freePort, ROOT, untilReady, withTemporaryDirectory } from './standalone.ts';

const run = promisify(execFile);
const LIMIT_SECONDS = 180;
const GIVE_UP_MILLISECONDS = 600_000;
const STOP_LIMIT_MILLISECONDS = 30_000;

/** What a newcomer waits: clone, `npm start`, ready. */
export const freshClone: Part = {
  name: 'fresh-clone',
  about: 'clone of the committed state, npm start, to ready',
  run: (log) =>
    withTemporaryDirectory(async (directory) => {
      const clone = join(directory, 'clone');
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1_000;
      await run('git', ['clone', '--quiet', ROOT, clone]);
      log(`cloned after ${seconds().toFixed(1)} s`);
      const port = await freePort();
      // A group of its own: npm, its shell and the program are ended together.
      const child = spawn('npm', ['start'], {
        cwd: clone,
        detached: true,
        env: {
          ...environmentOfNpm(),
          PORT: String(port),
          DATA_DIR: join(directory, 'data'),
          OLLAMA_URL: 'http://127.0.0.1:1',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const steps: { what: string; seconds: number }[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => {
        log(line);
        const step = /^(.+): done in ([\d.]+) s$/.exec(line);
        if (step) steps.push({ what: step[1] ?? '', seconds: Number(step[2]) });
      });
      try {
        await untilReady(`http://localhost:${port}`, child, GIVE_UP_MILLISECONDS);
        const total = seconds();
        const install = steps.find(({ what }) => what === 'Installing packages')?.seconds ?? 0;
        return [
          atMost('fresh clone to ready', total, LIMIT_SECONDS, 's'),
          {
            what: 'of that, installing packages (npm ci)',
            figure: `${install.toFixed(1)} s, ${((100 * install) / total).toFixed(0)} %`,
            target: '',
          },
        ];
      } finally {
        await stopGroup(child);
      }
    }),
};

/** Without what the npm that runs us put there: the clone's npm and Node are its own. */
function environmentOfNpm(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(name),
  );
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(':') };
}

async function stopGroup(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const closed = once(child, 'close');
  const group = -child.pid;
  process.kill(group, 'SIGTERM');
  const giveUp = setTimeout(() => process.kill(group, 'SIGKILL'), STOP_LIMIT_MILLISECONDS);
  await closed;
  clearTimeout(giveUp);
}
