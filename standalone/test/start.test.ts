import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runProgram, startStandalone } from '../../test/helpers/running-program.ts';

describe('npm start, when something is wrong', () => {
  const root = mkdtempSync(join(tmpdir(), 'start-'));
  after(() => rmSync(root, { recursive: true, force: true }));

  it('tells all faults of the environment and ends with 1', async () => {
    const { code, output } = await runProgram('standalone/src/index.ts', {
      PORT: 'four thousand',
      LOG_LEVEL: 'loud',
      OLLAMA_URL: 'ollama',
    });
    assert.equal(code, 1);
    for (const name of ['PORT', 'LOG_LEVEL', 'OLLAMA_URL']) assert.match(output, new RegExp(`- ${name}: `));
    assert.doesNotMatch(output, /\n {4}at /, 'no stack for a mistake of the operator');
  });

  it('names a port that is taken and says how to choose another', async () => {
    const server = createServer().listen(0, 'localhost');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address && typeof address !== 'string');
    const { code, output } = await runProgram('standalone/src/index.ts', {
      PORT: String(address.port),
      DATA_DIR: join(root, 'port'),
    });
    server.close();
    assert.equal(code, 1);
    assert.match(output, new RegExp(`Port ${address.port} is taken .* PORT=`));
  });

  it('F25 refuses a second start on the same data, and starts again after a crash', async () => {
    const directory = join(root, 'shared');
    const first = await startStandalone({ DATA_DIR: directory });
    const second = await runProgram('standalone/src/index.ts', { PORT: '0', DATA_DIR: directory });
    assert.equal(second.code, 1);
    assert.match(second.output, /is running on .*shared already \(process \d+\)/);
    await first.kill();
    const third = await startStandalone({ DATA_DIR: directory });
    assert.equal((await fetch(`${third.url}/health/ready`)).status, 200);
    assert.equal(await third.stop(), 0);
  });

  it('F28 stops in order when Ctrl+C reaches it from the terminal and again through npm', async () => {
    const directory = join(root, 'interrupted');
    const standalone = await startStandalone({ DATA_DIR: directory });
    standalone.signal('SIGINT');
    standalone.signal('SIGINT');
    assert.equal(await standalone.stop(), 0);
    assert.equal(existsSync(join(directory, 'lock')), false);
  });
});
