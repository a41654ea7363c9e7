import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { RegisteredClient } from '../helpers/registered-client.ts';
import { ROOT, runProgram, startStandalone } from '../helpers/running-program.ts';

const PROGRAM = 'standalone/src/rotate-encryption.ts';
/** A word that stands nowhere else. */
const MARKER = 'feldsparegret';
const DOWNLOAD = 'query ($id: ID!) { document(id: $id) { downloadUrl } }';

describe('A50 npm run encryption:rotate, with files from before encryption', () => {
  const directory = mkdtempSync(join(tmpdir(), 'turned-on-'));
  const uploads = join(directory, 'blobs', 'uploads');
  const ENCRYPTION_KEYS = `first=${randomBytes(32).toString('base64')}`;
  const environment = { DATA_DIR: directory, ENCRYPTION_KEYS };
  const documents = new Map<string, Buffer<ArrayBuffer>>();
  let standalone: Awaited<ReturnType<typeof startStandalone>> | undefined;
  let client: RegisteredClient;

  before(async () => {
    standalone = await startStandalone({ DATA_DIR: directory });
    client = new RegisteredClient(standalone.url);
    await client.signUp(`${randomUUID()}@example.org`, 'correct horse battery');
    const { createWorkspace } = await client.ask('CreateWorkspace', { input: { name: 'Plant 7' } });
    for (let index = 1; index <= 6; index += 1) {
      const content = Buffer.from(
        `The ${MARKER} valve no. ${index} is opened every 30 days.\n`.repeat(index * 300),
      );
      documents.set(await client.upload(createWorkspace.workspace.id, `${index}.txt`, content), content);
    }
    await standalone.stop();
  });
  after(async () => {
    await standalone?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const plainFiles = () =>
    readdirSync(uploads).filter((name) => readFileSync(join(uploads, name)).includes(MARKER));

  it('can be killed in the middle of a file, and takes up where it was', async () => {
    assert.equal(plainFiles().length, 6, 'the test would not find them');
    const child = spawn(process.execPath, [join(ROOT, PROGRAM)], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...environment },
      stdio: 'ignore',
    });
    const watcher = watch(uploads, (_event, name) => {
      if (name?.includes('.sealing')) child.kill('SIGKILL');
    });
    const [, signal] = await once(child, 'exit');
    watcher.close();
    assert.equal(signal, 'SIGKILL');
    const left = plainFiles().length;
    assert.ok(left > 0, 'it was killed too late to tell');
    const { code, output } = await runProgram(PROGRAM, environment);
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`^${left} files that were plain are encrypted\\.$`, 'm'));
    assert.deepEqual(plainFiles(), []);
    // Of each document the file and its key, and nothing else.
    const names = readdirSync(uploads).map((name) => name.replace(/\.[0-9a-f-]{36}\.key$/, '.key'));
    assert.deepEqual(names.sort(), [...documents.keys()].flatMap((id) => [id, `${id}.key`]).sort());
    assert.match(
      (await runProgram(PROGRAM, environment)).output,
      /^0 files that were plain are encrypted\.$/m,
    );
  });

  it('gives the same bytes back afterwards', async () => {
    standalone = await startStandalone(environment);
    client = new RegisteredClient(standalone.url, client.client.accessToken);
    for (const [id, content] of documents) {
      const { document } = await client.client.ask<{ document: { downloadUrl: string } }>(DOWNLOAD, { id });
      const response = await fetch(new URL(document.downloadUrl, standalone.url));
      assert.ok(Buffer.from(await response.arrayBuffer()).equals(content), id);
    }
  });

  it('tells of a file that is missing, and fails for one that cannot be read', async () => {
    await standalone?.stop();
    standalone = undefined;
    const [first = '', second = ''] = documents.keys();
    unlinkSync(join(uploads, first));
    const missing = await runProgram(PROGRAM, environment);
    assert.equal(missing.code, 0);
    assert.match(missing.output, new RegExp(`^The file of document ${first} is missing\\.$`, 'm'));
    for (const name of readdirSync(uploads))
      if (name.startsWith(second) && name.endsWith('.key')) unlinkSync(join(uploads, name));
    const lost = await runProgram(PROGRAM, environment);
    assert.equal(lost.code, 1);
    assert.match(
      lost.output,
      new RegExp(`^The file of ${second} was left as it is: The key .* is gone`, 'm'),
    );
    assert.doesNotMatch(lost.output, /all are under/);
    assert.doesNotMatch(lost.output, /\n {4}at /, 'no stack for what an operator has to look after');
  });
});
