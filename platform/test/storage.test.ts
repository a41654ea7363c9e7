import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { createFilesystemStorage } from '../src/storage/filesystem-storage.ts';
import {
  BlobNotFoundError,
  BlobTooLargeError,
  type MaintainedStorage,
  PARTIAL,
  type Placing,
} from '../src/storage/storage.ts';

describe('storage: filesystem', () => {
  let directory: string;
  let storage: MaintainedStorage;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'storage-'));
    storage = createFilesystemStorage(directory);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const filesBelow = () => readdirSync(directory, { recursive: true }).map(String);

  it('gives back what was put, with its size and hash', async () => {
    const content = Buffer.from('Grüße\u0000\n'.repeat(10_000));
    const stored = await storage.put(
      'uploads/one',
      Readable.from([content.subarray(0, 7), content.subarray(7)]),
      1e6,
    );
    assert.deepEqual(stored, {
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    assert.equal(await storage.sizeBytes('uploads/one'), content.length);
    assert.deepEqual(await buffer(await storage.read('uploads/one')), content);
  });

  it('replaces a blob whole', async () => {
    await storage.put('replaced', Readable.from([Buffer.from('first, and longer')]), 100);
    await storage.put('replaced', Readable.from([Buffer.from('second')]), 100);
    assert.equal((await buffer(await storage.read('replaced'))).toString(), 'second');
  });

  it('puts nothing in its place when that is refused, and leaves what was there', async () => {
    const put = (text: string, within: Placing) =>
      storage.put('kept', Readable.from([Buffer.from(text)]), 100, within);
    const order: string[] = [];
    await put('first', async (place) => {
      assert.equal(await storage.sizeBytes('kept'), undefined);
      await place();
      order.push('placed');
    });
    const before = filesBelow();
    const refuse = async () => {
      throw new Error('completed');
    };
    await assert.rejects(put('second', refuse), /completed/);
    assert.deepEqual([order, filesBelow()], [['placed'], before]);
    assert.equal((await buffer(await storage.read('kept'))).toString(), 'first');
  });

  it('refuses more bytes than allowed and leaves nothing behind', async () => {
    const before = filesBelow();
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000);
      })(),
    );
    await assert.rejects(storage.put('too-large', endless, 10_000), BlobTooLargeError);
    assert.equal(await storage.sizeBytes('too-large'), undefined);
    assert.deepEqual(filesBelow(), before);
  });

  it('F26 leaves nothing behind of an upload that breaks off', async () => {
    const before = filesBelow();
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('connection lost');
      })(),
    );
    await assert.rejects(storage.put('broken', broken, 100), /connection lost/);
    assert.equal(await storage.sizeBytes('broken'), undefined);
    assert.deepEqual(filesBelow(), before);
  });

  it('says when nothing is there', async () => {
    await assert.rejects(storage.read('nothing'), BlobNotFoundError);
    await storage.delete('nothing');
  });

  it('deletes', async () => {
    await storage.put('deleted', Readable.from([Buffer.from('x')]), 10);
    await storage.delete('deleted');
    assert.equal(await storage.sizeBytes('deleted'), undefined);
  });

  it('lists what is below a folder, and what is not whole under a name that says so', async () => {
    const listed = async () => (await Array.fromAsync(storage.list('listed'))).sort();
    assert.deepEqual(await listed(), []);
    await storage.put('listed/a', Readable.from([Buffer.from('a')]), 10);
    await storage.put('listed/deep/b.key', Readable.from([Buffer.from('b')]), 10);
    let during: string[] = [];
    const content = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        during = await listed();
      })(),
    );
    await storage.put('listed/half', content, 10);
    assert.deepEqual(await listed(), ['listed/a', 'listed/deep/b.key', 'listed/half']);
    assert.deepEqual(
      during.map((name) => name.startsWith('listed/half.') && name.endsWith(PARTIAL)),
      [false, false, true],
    );
  });

  it('moves a blob into the place of another; who reads that one reads it to its end', async () => {
    await storage.put('moved/from', Readable.from([Buffer.from('new')]), 10);
    const old = Buffer.alloc(300_000, 'old');
    await storage.put('moved/to', Readable.from([old]), 1e6);
    const reader = await storage.read('moved/to');
    await storage.move('moved/from', 'moved/to');
    assert.ok((await buffer(reader)).equals(old));
    assert.equal((await buffer(await storage.read('moved/to'))).toString(), 'new');
    assert.equal(await storage.sizeBytes('moved/from'), undefined);
    await assert.rejects(storage.move('moved/from', 'moved/to'), BlobNotFoundError);
    assert.equal((await buffer(await storage.read('moved/to'))).toString(), 'new');
  });

  it('A72 takes no key that could be a path elsewhere', async () => {
    for (const key of [
      '../outside',
      '/etc/passwd',
      'a/../../b',
      'a\u0000b',
      'A',
      '',
      '.',
      'a//b',
      '.hidden',
    ]) {
      await assert.rejects(async () => storage.read(key), RangeError, key);
      await assert.rejects(storage.move('uploads/one', key), RangeError, key);
      await assert.rejects(Array.fromAsync(storage.list(key)), RangeError, key);
    }
  });
});
