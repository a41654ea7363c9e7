import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createBlobSealer } from '../src/encryption/blob-sealer.ts';
import { CHUNK_BYTES, headerOf } from '../src/encryption/chunks.ts';
import { EncryptionError } from '../src/encryption/encryption-error.ts';
import { encryptionKeys } from '../src/encryption/key-ring.ts';
import { sealStorage } from '../src/encryption/sealed-storage.ts';
import { newId } from '../src/ids.ts';
import { createFilesystemStorage } from '../src/storage/filesystem-storage.ts';
import { BlobNotFoundError, type MaintainedStorage } from '../src/storage/storage.ts';
import { killWhileSealing } from './helpers/kill-while-sealing.ts';
import { type StorageStep, watchStorage } from './helpers/watched-storage.ts';

const MARKER = 'the orange valve';
const KEYS = `first=${randomBytes(32).toString('base64')}`;
const ring = encryptionKeys(KEYS);

describe('A50 storage: sealing what was stored plain', () => {
  let directory: string;
  let storage: MaintainedStorage;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'blob-sealer-'));
    mkdirSync(join(directory, 'uploads'));
    storage = createFilesystemStorage(directory);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** Stores a file as a server without encryption did. */
  function plant(content: Buffer): string {
    const key = `uploads/${newId()}`;
    writeFileSync(join(directory, key), content);
    return key;
  }
  const read = async (key: string, plainBytes?: number) =>
    buffer(await sealStorage(storage, ring).read(key, plainBytes));
  const namesOf = (key: string) =>
    readdirSync(join(directory, 'uploads'))
      .map((name) => `uploads/${name}`)
      .filter((name) => name.startsWith(key));
  const holds = (key: string, word: string) =>
    namesOf(key).filter((name) => readFileSync(join(directory, name)).includes(word));
  const watched = (look: (step: StorageStep) => void | Promise<void>) =>
    createBlobSealer(watchStorage(storage, look), ring);
  const sealer = createBlobSealer(createFilesystemStorage('/nowhere'), ring);

  it('puts an encrypted copy in its place, whatever it holds, and leaves only that and its key', async () => {
    const sizes = fc.constantFrom(0, 1, 23, 24, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 200_000);
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const content = randomBytes(size);
        const key = plant(content);
        const { isPlain, seal } = createBlobSealer(storage, ring);
        assert.equal(await isPlain(key, size), true);
        await seal(key);
        assert.equal(await isPlain(key, size), false);
        assert.deepEqual(await read(key, size), content);
        assert.equal(await sealStorage(storage, ring).sizeBytes(key), size);
        assert.equal(namesOf(key).length, 2);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves no word of it in any file', async () => {
    const key = plant(Buffer.from(MARKER.repeat(20_000)));
    assert.deepEqual(holds(key, MARKER), [key], 'the test would not find it');
    await createBlobSealer(storage, ring).seal(key);
    assert.deepEqual(holds(key, MARKER), []);
  });

  it('can be killed at any step: what is there is whole, and the next run leaves nothing behind', async () => {
    const content = Buffer.concat([Buffer.from(MARKER), randomBytes(300_000)]);
    let step = 1;
    const seen = new Set<string>();
    for (; ; step += 1) {
      const key = plant(content);
      const wasKilled = await killWhileSealing(directory, KEYS, key, step);
      assert.deepEqual(await read(key), content, `killed at step ${step}`);
      if (!wasKilled) break;
      for (const name of namesOf(key)) seen.add(name.slice(key.length).replaceAll(/[0-9a-f-]{36}/g, '…'));
      const { removeHalfSealed, isPlain, seal } = createBlobSealer(storage, ring);
      await removeHalfSealed(key, namesOf(key));
      assert.deepEqual(await read(key), content, `cleaned after step ${step}`);
      if (await isPlain(key)) {
        assert.deepEqual(namesOf(key), [key], `left by step ${step}`);
        await seal(key);
      }
      assert.deepEqual(await read(key), content);
      assert.equal(namesOf(key).length, 2, `${namesOf(key)} after step ${step}`);
      assert.deepEqual(holds(key, MARKER), []);
    }
    assert.ok(step > 8, String(step));
    // It was killed while each of these stood on the disk.
    assert.deepEqual(
      [...seen].sort(),
      ['', '.….key', '.….key.….partial', '.….sealing', '.….sealing.….partial'].sort(),
    );
  });

  it('gives a reader the whole of it, whenever it opens the file and however slowly it reads', async () => {
    const content = randomBytes(5 * CHUNK_BYTES);
    const key = plant(content);
    const readers: Promise<Buffer>[] = [];
    const slow: AsyncIterator<Buffer>[] = [];
    const sizes: Promise<number | undefined>[] = [];
    const serving = sealStorage(storage, ring);
    const begun: Buffer[] = [];
    await watched(async () => {
      readers.push(read(key));
      sizes.push(serving.sizeBytes(key));
      const iterator = (await serving.read(key))[Symbol.asyncIterator]();
      begun.push((await iterator.next()).value);
      slow.push(iterator);
    }).seal(key);
    assert.ok(readers.length > 8);
    for (const got of await Promise.all(readers)) assert.ok(got.equals(content));
    for (const size of await Promise.all(sizes)) assert.equal(size, content.length);
    for (const [index, iterator] of slow.entries()) {
      const parts = [begun[index] ?? Buffer.alloc(0)];
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) parts.push(next.value);
      assert.ok(Buffer.concat(parts).equals(content), `begun at step ${index}`);
    }
  });

  it('is sealed between any two steps of a reader, who gets the bytes and the size all the same', async () => {
    for (const begin of [Buffer.alloc(0), headerOf(newId())]) {
      const content = Buffer.concat([begin, randomBytes(100_000)]);
      for (const readingPath of ['read', 'size'] as const) {
        for (let at = 1; ; at += 1) {
          const key = plant(content);
          let step = 0;
          const serving = sealStorage(
            watchStorage(storage, async () => {
              step += 1;
              if (step === at) await createBlobSealer(storage, ring).seal(key);
            }),
            ring,
          );
          if (readingPath === 'read')
            assert.ok((await buffer(await serving.read(key, content.length))).equals(content), `step ${at}`);
          else assert.equal(await serving.sizeBytes(key), content.length, `step ${at}`);
          if (step < at) break;
        }
      }
    }
  });

  it('takes no plain file for an encrypted one because it begins like one', async () => {
    const other = plant(Buffer.from('other'));
    await createBlobSealer(storage, ring).seal(other);
    const sealed = readFileSync(join(directory, other));
    const hostile = [
      headerOf(newId()),
      headerOf('ffffffff-ffff-ffff-ffff-ffffffffffff'),
      Buffer.concat([headerOf(newId()), randomBytes(CHUNK_BYTES + 16)]),
      // An encrypted file, byte for byte, and its beginning, uploaded as a document.
      sealed,
      sealed.subarray(0, 24),
      sealed.subarray(0, 23),
    ];
    for (const content of hostile) {
      const key = plant(content);
      const { isPlain, seal } = createBlobSealer(storage, ring);
      assert.deepEqual(await read(key, content.length), content);
      assert.equal(await sealStorage(storage, ring).sizeBytes(key), content.length);
      assert.equal(await isPlain(key, content.length), true);
      await seal(key);
      assert.equal(await isPlain(key, content.length), false);
      assert.deepEqual(await read(key, content.length), content);
      assert.deepEqual(await read(key), content);
      assert.equal(await sealStorage(storage, ring).sizeBytes(key), content.length);
    }
  });

  it('takes no encrypted file for a plain one because its key is lost', async () => {
    const content = randomBytes(1_000);
    const key = plant(content);
    await createBlobSealer(storage, ring).seal(key);
    for (const name of namesOf(key)) if (name !== key) rmSync(join(directory, name));
    await assert.rejects(read(key), EncryptionError);
    await assert.rejects(read(key, content.length), EncryptionError);
    await assert.rejects(createBlobSealer(storage, ring).isPlain(key, content.length), EncryptionError);
  });

  it('leaves the plain file, and nothing else, when the copy cannot be written or is not what was read', async () => {
    const content = randomBytes(CHUNK_BYTES * 2);
    const key = plant(content);
    const full = watched(({ what, when }) => {
      if (what === 'put' && when === 'within') throw new Error('no space left');
    });
    await assert.rejects(full.seal(key), /no space left/);
    assert.deepEqual(namesOf(key), [key]);
    const rotten = watched(({ what, when, key: name }) => {
      if (what !== 'put' || when !== 'after' || !name.endsWith('.sealing')) return;
      const bytes = readFileSync(join(directory, name));
      bytes.writeUInt8(bytes.readUInt8(70_000) ^ 1, 70_000);
      writeFileSync(join(directory, name), bytes);
    });
    await assert.rejects(rotten.seal(key), EncryptionError);
    assert.deepEqual(namesOf(key), [key]);
    assert.deepEqual(await read(key), content);
  });

  it('leaves alone what another has finished since the names were listed', async () => {
    const key = plant(Buffer.from(MARKER));
    let listed: string[] = [];
    await watched(({ what, when }) => {
      if (what === 'move' && when === 'before') listed = namesOf(key);
    }).seal(key);
    assert.equal(listed.length, 3);
    await createBlobSealer(storage, ring).removeHalfSealed(key, listed);
    assert.equal((await read(key)).toString(), MARKER);
  });

  it('holds little of a large file in memory', async () => {
    const key = `uploads/${newId()}`;
    const block = randomBytes(CHUNK_BYTES);
    const blocks = 800;
    await storage.put(key, Readable.from(Array.from({ length: blocks }, () => block)), 1e9);
    let taken = 0;
    let given = 0;
    let most = 0;
    const counted = (stream: Readable, count: (bytes: number) => void) =>
      Readable.from(
        (async function* () {
          for await (const chunk of stream) {
            count(chunk.length);
            most = Math.max(most, taken - given);
            yield chunk;
          }
        })(),
      );
    const counting: MaintainedStorage = {
      ...storage,
      read: async (name) =>
        name === key ? counted(await storage.read(name), (bytes) => (taken += bytes)) : storage.read(name),
      put: (name, content, maximumBytes) =>
        storage.put(
          name,
          name.endsWith('.sealing') ? counted(content, (bytes) => (given += bytes)) : content,
          maximumBytes,
        ),
    };
    await createBlobSealer(counting, ring).seal(key);
    assert.ok(taken >= blocks * CHUNK_BYTES && given > taken);
    assert.ok(most < 2 * 1024 * 1024, `${most} bytes were held`);
  });

  it('says when nothing is there', async () => {
    await assert.rejects(sealer.isPlain('uploads/nothing', 1), BlobNotFoundError);
    await assert.rejects(sealer.seal('uploads/nothing'), BlobNotFoundError);
    await sealer.removeHalfSealed('uploads/nothing', []);
  });
});
