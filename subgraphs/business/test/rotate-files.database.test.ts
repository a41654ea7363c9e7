import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { headerOf } from '@codexcontinue/platform/encryption/chunks';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { sealStorage } from '@codexcontinue/platform/encryption/sealed-storage';
import { newId } from '@codexcontinue/platform/ids';
import type { MaintainedStorage } from '@codexcontinue/platform/storage/storage';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { killWhileSealing } from '../../../platform/test/helpers/kill-while-sealing.ts';
import { watchStorage } from '../../../platform/test/helpers/watched-storage.ts';
import { blobKeyOf } from '../src/data/documents-store.ts';
import { rotateFiles } from '../src/rotate-files.ts';
import { newKey } from './helpers/encryption.ts';
import { openStoredFiles, type StoredFiles } from './helpers/stored-files.ts';
import { openStores, type Stores } from './helpers/stores.ts';

const MARKER = 'the orange valve';
const DAY_MILLISECONDS = 86_400_000;
const contentOf = (bytes: number) => Buffer.concat([Buffer.from(MARKER), randomBytes(bytes)]);

for (const adapter of databaseAdapters()) {
  describe(`A50 rotation of files on ${adapter.name}`, () => {
    let stores: Stores;
    let files: StoredFiles;
    const first = newKey('first');
    const ring = encryptionKeys(first);
    before(async () => {
      stores = await openStores(await adapter.open());
      files = openStoredFiles(stores);
    });
    after(async () => {
      files.remove();
      await stores.close();
    });

    const rotate = (alone = false, storage: MaintainedStorage = files.storage, keys = ring) =>
      rotateFiles(stores.database, storage, keys, { alone });
    const SEALED = ['', '.….key'];
    /** So that a test that counts begins with nothing left to do. */
    const settle = () => rotate(true);

    it('encrypts what was stored plain, once, and leaves no word of it in any file', async () => {
      const contents = [contentOf(10), contentOf(70_000), contentOf(300_000)];
      const ids: string[] = [];
      for (const content of contents) ids.push(await files.add(content));
      assert.equal(files.filesWith(MARKER).length, 3, 'the test would not find it');
      assert.equal((await rotate()).sealed, 3);
      assert.deepEqual(files.filesWith(MARKER), []);
      for (const [index, id] of ids.entries()) {
        assert.deepEqual(await files.read(id, ring), contents[index]);
        assert.deepEqual(files.namesOf(id), SEALED);
      }
      const again = await rotate();
      assert.deepEqual([again.sealed, again.rewrapped, again.unreadable], [0, 0, []]);
    });

    it('encrypts keys anew beside it, and counts the one and the other', async () => {
      await settle();
      const content = contentOf(1_000);
      const [sealed, plain] = [await files.add(content), await files.add(content)];
      await sealStorage(files.storage, ring).delete(blobKeyOf(sealed));
      await sealStorage(files.storage, ring).put(
        blobKeyOf(sealed),
        (await files.storage.read(blobKeyOf(plain))) as never,
        content.length,
      );
      const both = encryptionKeys(`${newKey('second')},${first}`);
      const before = await rotate(false, files.storage, both);
      assert.equal(before.sealed, 1);
      assert.ok(before.rewrapped >= 1);
      for (const id of [sealed, plain]) assert.deepEqual(await files.read(id, both), content);
      // As it was, for the tests that follow.
      const back = encryptionKeys(`${first},second=${both.current.bytes.toString('base64')}`);
      assert.equal((await rotate(false, files.storage, back)).rewrapped, before.rewrapped + 1);
      assert.deepEqual(await files.read(plain, ring), content);
    });

    it('tells of a file that is missing and of one whose key is lost, and goes on with the rest', async () => {
      await settle();
      const [missing, lost, good] = [
        await files.add(contentOf(1)),
        await files.add(contentOf(1)),
        await files.add(contentOf(1)),
      ];
      rmSync(join(files.directory, blobKeyOf(missing)));
      writeFileSync(
        join(files.directory, blobKeyOf(lost)),
        Buffer.concat([headerOf(newId()), randomBytes(90)]),
      );
      const rotated = await rotate();
      assert.deepEqual(rotated.missing, [missing]);
      assert.deepEqual(
        rotated.unreadable.map(({ id }) => id),
        [lost],
      );
      assert.match(rotated.unreadable[0]?.reason ?? '', /key of the blob .* is gone/);
      assert.equal(rotated.sealed, 1);
      assert.deepEqual(files.namesOf(good), SEALED);
      for (const id of [missing, lost]) await stores.documents.delete(id, newId());
      await settle();
    });

    it('is not held up by a document that begins like an encrypted file, and encrypts it, too', async () => {
      const content = Buffer.concat([headerOf(newId()), Buffer.from(MARKER)]);
      const id = await files.add(content);
      assert.equal((await rotate()).sealed, 1);
      assert.deepEqual(await files.read(id, ring), content);
      assert.deepEqual(files.filesWith(MARKER), []);
    });

    it('leaves an upload under way alone while services run, and says so; alone it encrypts it', async () => {
      const id = await files.announce(contentOf(100));
      const nothingSent = await files.announce();
      const running = await rotate();
      assert.deepEqual([running.sealed, running.underWay, running.missing], [0, 1, []]);
      assert.deepEqual(files.namesOf(id), ['']);
      const alone = await rotate(true);
      assert.deepEqual([alone.sealed, alone.underWay, alone.missing], [1, 0, []]);
      assert.deepEqual([files.namesOf(id), files.namesOf(nothingSent)], [SEALED, []]);
    });

    it('encrypts what an upload left that was never completed', async () => {
      const id = await files.announce(Buffer.concat([headerOf(newId()), Buffer.from(MARKER)]));
      await files.expire(id, 1);
      assert.equal((await rotate()).sealed, 1);
      assert.deepEqual(files.filesWith(MARKER), []);
    });

    it('deletes the file that a deleted document left', async () => {
      const id = await files.add(contentOf(100));
      await stores.documents.delete(id, newId());
      const rotated = await rotate();
      assert.deepEqual([rotated.removed, rotated.sealed, rotated.missing], [1, 0, []]);
      assert.deepEqual(files.namesOf(id), []);
      assert.equal((await rotate()).removed, 0);
    });

    it('removes what an upload that was broken off left, once nobody can be sending it', async () => {
      const names = (id: string) => `${blobKeyOf(id)}.${crypto.randomUUID()}.partial`;
      const plant = async () => {
        const id = await files.announce();
        writeFileSync(join(files.directory, names(id)), MARKER);
        return id;
      };
      const [recent, old, unknown] = [await plant(), await plant(), newId()];
      writeFileSync(join(files.directory, names(unknown)), MARKER);
      await files.expire(old, DAY_MILLISECONDS + 60_000);
      assert.equal((await rotate()).underWay, 2);
      assert.deepEqual(files.namesOf(old), []);
      for (const id of [recent, unknown]) assert.deepEqual(files.namesOf(id), ['.….partial']);
      assert.equal((await rotate(true)).underWay, 0);
      assert.deepEqual(files.filesWith(MARKER), []);
    });

    it('takes up after a run that was killed, and leaves nothing of it behind', async () => {
      const content = contentOf(200_000);
      for (let step = 1; ; step += 1) {
        const id = await files.add(content);
        const wasKilled = await killWhileSealing(files.directory, first, blobKeyOf(id), step);
        const rotated = await rotate();
        assert.deepEqual([rotated.unreadable, rotated.missing, rotated.underWay], [[], [], 0]);
        assert.deepEqual(files.namesOf(id), SEALED, `after step ${step}`);
        assert.deepEqual(await files.read(id, ring), content);
        assert.deepEqual(files.filesWith(MARKER), []);
        if (!wasKilled) break;
      }
    });

    it('stops where the storage fails, and the next run does the rest', async () => {
      await settle();
      const content = contentOf(100_000);
      const ids = [await files.add(content), await files.add(content), await files.add(content)];
      let moves = 0;
      const failing = watchStorage(files.storage, ({ what, when }) => {
        if (what === 'move' && when === 'before') moves += 1;
        if (moves === 2) throw new Error('the disk is gone');
      });
      await assert.rejects(rotate(false, failing), /the disk is gone/);
      for (const id of ids) assert.deepEqual(await files.read(id, ring), content);
      assert.equal((await rotate()).sealed, 2);
      for (const id of ids) assert.deepEqual(files.namesOf(id), SEALED);
    });

    it('never brings back the file of a document that is deleted at any step of it', async () => {
      await settle();
      const serving = sealStorage(files.storage, ring);
      for (let at = 1; ; at += 1) {
        const id = await files.add(contentOf(1_000));
        let step = 0;
        let deleted: Promise<void> | undefined;
        const watched = watchStorage(files.storage, async ({ key }) => {
          if (key.startsWith(blobKeyOf(id))) step += 1;
          if (step !== at || deleted) return;
          // As the resolver does. It waits for the rotation, which must not wait for it.
          deleted = stores.documents.delete(id, newId()).then(async (was) => {
            assert.ok(was);
            await serving.delete(blobKeyOf(id));
          });
        });
        const rotated = await rotate(false, watched);
        assert.deepEqual([rotated.unreadable, rotated.missing], [[], []]);
        await deleted;
        assert.deepEqual(files.namesOf(id), deleted ? [] : SEALED, `deleted at step ${at}`);
        if (!deleted) break;
      }
    });

    it('lets two rotations at once encrypt every file once', async () => {
      await settle();
      const content = contentOf(50_000);
      const ids: string[] = [];
      for (let count = 0; count < 8; count += 1) ids.push(await files.add(content));
      const [left, right] = await Promise.all([rotate(), rotate()]);
      assert.equal(left.sealed + right.sealed, 8);
      assert.deepEqual([...left.unreadable, ...right.unreadable], []);
      for (const id of ids) {
        assert.deepEqual(files.namesOf(id), SEALED);
        assert.deepEqual(await files.read(id, ring), content);
      }
    });
  });
}
