import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { CHUNK_BYTES, HEADER_BYTES } from '../src/encryption/chunks.ts';
import { EncryptionError } from '../src/encryption/encryption-error.ts';
import { encryptionKeys } from '../src/encryption/key-ring.ts';
import { type SealedStorage, sealStorage } from '../src/encryption/sealed-storage.ts';
import { createFilesystemStorage } from '../src/storage/filesystem-storage.ts';
import { BlobNotFoundError, type BlobStorage, BlobTooLargeError } from '../src/storage/storage.ts';

const newKey = (id: string) => `${id}=${randomBytes(32).toString('base64')}`;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

describe('A50 storage: encrypted', () => {
  let directory: string;
  let plain: BlobStorage;
  let storage: SealedStorage;
  const first = newKey('first');
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'sealed-storage-'));
    plain = createFilesystemStorage(directory);
    storage = sealStorage(plain, encryptionKeys(first));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const put = (key: string, content: Buffer, to: BlobStorage = storage) =>
    to.put(key, Readable.from([content]), EVERYTHING);
  const read = async (key: string, from: BlobStorage = storage) => buffer(await from.read(key));
  const fileOf = (key: string) => join(directory, key);
  const filesOf = (name: string) => readdirSync(directory).filter((file) => file.startsWith(name));

  it('gives back what was put, with its size and hash, whatever its length and pieces', async () => {
    const lengths = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 200_000];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lengths),
        fc.integer({ min: 1, max: 90_000 }),
        async (length, step) => {
          const content = randomBytes(length);
          const pieces: Buffer[] = [];
          for (let at = 0; at < length; at += step) pieces.push(content.subarray(at, at + step));
          const stored = await storage.put('any', Readable.from(pieces), EVERYTHING);
          assert.deepEqual(stored, {
            sizeBytes: length,
            sha256: createHash('sha256').update(content).digest('hex'),
          });
          assert.equal(await storage.sizeBytes('any'), length);
          assert.deepEqual(await read('any'), content);
        },
      ),
      { numRuns: 40 },
    );
    assert.equal(filesOf('any').length, 2, 'a blob that is replaced leaves its key behind');
  });

  it('holds nothing of the content on the disk', async () => {
    const marker = 'the orange valve';
    await put('marked', Buffer.from(marker.repeat(10_000)));
    for (const file of filesOf('marked')) assert.ok(!readFileSync(fileOf(file)).includes(marker), file);
    await put('marked-plain', Buffer.from(marker), plain);
    assert.ok(readFileSync(fileOf('marked-plain')).includes(marker), 'the test would not find it');
  });

  it('refuses a byte that was changed, a chunk cut off, moved or added', async () => {
    const content = randomBytes(3 * CHUNK_BYTES);
    await put('tampered', content);
    const whole = readFileSync(fileOf('tampered'));
    const chunk = CHUNK_BYTES + 16;
    const at = (index: number) =>
      whole.subarray(HEADER_BYTES + index * chunk, HEADER_BYTES + (index + 1) * chunk);
    const header = whole.subarray(0, HEADER_BYTES);
    const refused = async (bytes: Buffer) => {
      writeFileSync(fileOf('tampered'), bytes);
      await assert.rejects(read('tampered'), EncryptionError);
    };
    await refused(Buffer.concat([header, at(0), at(1)]));
    await refused(Buffer.concat([header, at(1), at(0), at(2)]));
    await refused(Buffer.concat([whole, at(2)]));
    await refused(header);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: HEADER_BYTES, max: whole.length - 1 }), async (index) => {
        const copy = Buffer.from(whole);
        copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
        await refused(copy);
      }),
      { numRuns: 20 },
    );
    writeFileSync(fileOf('tampered'), whole);
    assert.deepEqual(await read('tampered'), content);
  });

  it("refuses another blob's bytes, with its key as well", async () => {
    await put('mine', Buffer.from('mine'));
    await put('theirs', Buffer.from('theirs'));
    const [key] = filesOf('theirs.');
    assert.ok(key);
    writeFileSync(fileOf('mine'), readFileSync(fileOf('theirs')));
    await assert.rejects(read('mine'), /key of the blob "mine" is gone/);
    writeFileSync(fileOf(key.replace('theirs', 'mine')), readFileSync(fileOf(key)));
    await assert.rejects(read('mine'), EncryptionError);
  });

  it('reads what was stored before there was encryption', async () => {
    const content = randomBytes(100_000);
    await put('old', content, plain);
    assert.deepEqual(await read('old'), content);
    assert.equal(await storage.sizeBytes('old'), content.length);
    assert.equal(await storage.rewrap('old'), false);
  });

  it('encrypts keys anew, and leaves the bytes alone', async () => {
    const second = newKey('second');
    await put('rotated', Buffer.from('rotated'));
    const before = readFileSync(fileOf('rotated'));
    const both = sealStorage(plain, encryptionKeys(`${second},${first}`));
    assert.equal(await both.rewrap('rotated'), true);
    assert.equal(await both.rewrap('rotated'), false);
    assert.deepEqual(readFileSync(fileOf('rotated')), before);
    const after = sealStorage(plain, encryptionKeys(second));
    assert.equal((await read('rotated', after)).toString(), 'rotated');
    await assert.rejects(read('rotated'), /no key "second"/);
  });

  it('leaves no key behind of what was refused its place, or came into the same place meanwhile', async () => {
    const refuse = async () => {
      throw new Error('completed');
    };
    const content = () => Readable.from([Buffer.from('second')]);
    await assert.rejects(storage.put('placed', content(), EVERYTHING, refuse), /completed/);
    assert.deepEqual(filesOf('placed'), []);
    await storage.put('placed', content(), EVERYTHING, async (place) => {
      await put('placed', Buffer.from('first'));
      await place();
    });
    assert.equal((await read('placed')).toString(), 'second');
    assert.equal(filesOf('placed').length, 2);
  });

  it('refuses more bytes than allowed, and leaves nothing behind; deletes the key with the blob', async () => {
    await assert.rejects(storage.put('long', Readable.from([Buffer.alloc(11)]), 10), BlobTooLargeError);
    assert.deepEqual(filesOf('long'), []);
    await put('gone', Buffer.from('gone'));
    await storage.delete('gone');
    assert.deepEqual(filesOf('gone'), []);
    await assert.rejects(storage.read('gone'), BlobNotFoundError);
    await storage.delete('gone');
    assert.equal(await storage.sizeBytes('gone'), undefined);
  });
});
