import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startStandalone } from '../../test/helpers/running-program.ts';
import { checkDataDirectory } from '../lib/doctor/data-directory.ts';
import { withoutCredentials } from '../lib/doctor/finding.ts';
import { checkOllama } from '../lib/doctor/ollama.ts';
import { checkTestPrograms, describeContainers, readContainers } from '../lib/doctor/programs.ts';
import { checkNode, checkPackages, checkWebApp } from '../lib/doctor/project.ts';
import { runScript } from './run-script.ts';

const OLLAMA_URL = 'http://operator:hunter2@127.0.0.1:1';

interface Told {
  readonly ok: boolean;
  readonly findings: readonly { name: string; status: string; message: string; advice?: string }[];
}

async function askDoctor(env: Readonly<Record<string, string>>) {
  const { code, output } = await runScript('scripts/doctor.ts', ['--json'], { OLLAMA_URL, ...env });
  const told = JSON.parse(output) as Told;
  const find = (name: string) => told.findings.find((finding) => finding.name === name);
  return { code, output, ok: told.ok, find };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

describe('npm run doctor', () => {
  const root = mkdtempSync(join(tmpdir(), 'doctor-'));
  after(() => rmSync(root, { recursive: true, force: true }));

  it('finds CodexContinue running, and then gone', async () => {
    const DATA_DIR = join(root, 'running');
    const standalone = await startStandalone({ DATA_DIR });
    const { port: PORT } = new URL(standalone.url);
    const running = await askDoctor({ PORT, DATA_DIR });
    assert.equal(running.code, 0);
    assert.match(running.find('Port')?.message ?? '', /is ready \(database: ok\)/);
    assert.match(running.find('Data')?.message ?? '', new RegExp(`in use by process ${standalone.pid}`));

    const elsewhere = await askDoctor({ PORT: await freePort(), DATA_DIR });
    assert.equal(elsewhere.code, 1, 'the directory is taken, and not by what answers at this port');
    assert.match(elsewhere.find('Data')?.advice ?? '', /DATA_DIR=/);

    await standalone.kill();
    const dead = await askDoctor({ PORT, DATA_DIR });
    assert.equal(dead.code, 0);
    assert.match(dead.find('Port')?.message ?? '', /is free/);
    assert.match(
      dead.find('Data')?.message ?? '',
      /is free/,
      'the lock of a process that is gone is no lock',
    );
  });

  it('tells a port that another program has', async () => {
    const server = createServer((_request, response) => response.end('hello')).listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, find } = await askDoctor({ PORT: String(port), DATA_DIR: join(root, 'none') });
    server.close();
    assert.equal(code, 1);
    assert.match(find('Port')?.advice ?? '', new RegExp(`PORT=${port + 1} npm start`));
  });

  it('prints sentences with a mark for people, and never a secret', async () => {
    const env = { OLLAMA_URL, PORT: await freePort(), DATA_DIR: join(root, 'none') };
    const { code, output } = await runScript('scripts/doctor.ts', [], env);
    assert.equal(code, 0, output);
    assert.match(output, /^✔ Node/m);
    assert.match(output, /^! Ollama .*extractive engine/m);
    assert.match(output, /Nothing keeps "npm start" from working\.\n$/);
    assert.doesNotMatch(output, /hunter2|operator/);
  });

  it('tells data that cannot be kept', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    assert.equal(checkDataDirectory(file, false).status, 'fault');
    assert.equal(checkDataDirectory(join(root, 'not', 'yet'), false).status, 'ok');
  });

  it('knows what npm start does itself', () => {
    const project = join(root, 'project');
    mkdirSync(join(project, 'web'), { recursive: true });
    writeFileSync(join(project, 'package-lock.json'), '{}');
    writeFileSync(join(project, 'web/index.html'), '');
    for (const finding of [checkPackages(project), checkWebApp(project)]) {
      assert.equal(finding.status, 'note');
      assert.match(finding.advice ?? '', /"npm start"/);
    }
    assert.equal(checkNode('22.20.0').status, 'note');
    assert.equal(checkNode('24.21.0').status, 'ok');
    assert.match(checkTestPrograms('').message, /redis-server, chromium, curl, and openssl are missing/);
  });

  it('lists the chat models of an Ollama', async () => {
    const answers: Readonly<Record<string, object>> = {
      '/api/version': { version: '0.12.6' },
      '/api/tags': { models: [{ name: 'small:1b' }, { name: 'embedder' }] },
    };
    const server = createServer(async (request, response) => {
      const body = (await Array.fromAsync(request)).join('');
      const shown = { capabilities: body.includes('small') ? ['completion'] : ['embedding'] };
      response.end(JSON.stringify(answers[request.url ?? ''] ?? shown));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, message } = await checkOllama(`http://127.0.0.1:${port}`);
    server.close();
    assert.equal(status, 'ok');
    assert.match(message, /Ollama 0\.12\.6 .* chat models: small:1b\.$/);
  });

  it('reads both forms in which Compose lists containers', () => {
    const gateway = { Service: 'gateway', State: 'running', Health: 'unhealthy' };
    const init = { Service: 'init', State: 'exited', Health: '' };
    const lines = [gateway, init].map((one) => JSON.stringify(one)).join('\n');
    assert.deepEqual(readContainers(lines), readContainers(`[${lines.replace('\n', ',')}]`));
    assert.deepEqual(readContainers(''), []);
    const { status, advice } = describeContainers('any', readContainers(lines));
    assert.equal(status, 'note');
    assert.equal(advice, 'docker compose logs gateway');
  });

  it('leaves out what an address may carry beside the address', () => {
    assert.equal(withoutCredentials('https://me:secret@host:1/path?key=1'), 'https://host:1/path');
  });
});
