import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startTestGateway } from '../../gateway/test/support/gateway.ts';
import { ROOT } from './running-program.ts';

const run = promisify(execFile);
const resolveFromWeb = createRequire(join(ROOT, 'web/package.json')).resolve;

/** A page that shows answers, made of the web app's own parts and served as the gateway serves the app. */
export interface AnswerPage extends AsyncDisposable {
  readonly url: string;
}

export async function serveAnswerPage(): Promise<AnswerPage> {
  const directory = await mkdtemp(join(tmpdir(), 'answer-page-'));
  await run(
    process.execPath,
    [
      join(dirname(resolveFromWeb('vite/package.json')), 'bin/vite.js'),
      'build',
      '--config',
      join(ROOT, 'web/test/pages/vite.config.ts'),
      '--outDir',
      directory,
      '--logLevel',
      'error',
    ],
    { cwd: join(ROOT, 'web') },
  );
  // What draws diagrams is the app's own build.
  await copyFile(join(ROOT, 'web/dist/diagram.html'), join(directory, 'diagram.html'));
  await cp(join(ROOT, 'web/dist/assets'), join(directory, 'assets'), { recursive: true, force: false });
  const gateway = await startTestGateway({ webDirectory: directory });
  return {
    url: gateway.url,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
