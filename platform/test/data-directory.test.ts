import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { DataDirectoryInUseError, takeDataDirectory } from '../src/database/data-directory.ts';

describe('data directory', () => {
  const root = mkdtempSync(join(tmpdir(), 'data-directory-'));
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(root, 'case-'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('F25 refuses a second opener and says which process has it', async () => {
    const first = await takeDataDirectory(path);
    await assert.rejects(takeDataDirectory(path), (error: Error) => {
      assert.ok(error instanceof DataDirectoryInUseError);
      assert.match(error.message, new RegExp(`process ${process.pid}`));
      assert.match(error.message, /DATA_DIR=/);
      return true;
    });
    first.release();
    (await takeDataDirectory(path)).release();
  });

  it('takes over from a process that was killed', async () => {
    const module = new URL('../src/database/data-directory.ts', import.meta.url).href;
    const code = `const { takeDataDirectory } = await import(${JSON.stringify(module)}); await takeDataDirectory(${JSON.stringify(path)}); console.log('taken'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await assert.rejects(takeDataDirectory(path), DataDirectoryInUseError);
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await takeDataDirectory(path)).release();
  });

  it('takes over a lock whose number belongs to another process by now', async () => {
    writeFileSync(join(path, 'lock'), `${process.pid} 1 0123456789abcdef\n`);
    (await takeDataDirectory(path)).release();
  });

  it('makes a secret once and keeps it to its owner', async () => {
    const directory = await takeDataDirectory(path);
    assert.equal(await directory.secretFile('key', () => 'made'), 'made');
    assert.equal(await directory.secretFile('key', () => 'made again'), 'made');
    assert.equal(readFileSync(join(path, 'key'), 'utf8'), 'made');
    assert.equal(statSync(join(path, 'key')).mode & 0o777, 0o600);
    directory.release();
  });
});
