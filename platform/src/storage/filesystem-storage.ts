import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { BlobNotFoundError, BlobTooLargeError, type MaintainedStorage, PARTIAL } from './storage.ts';

const KEY = /^[a-z0-9][a-z0-9_-]*(?:[./][a-z0-9_-]+)*$/;

/**
 * Blobs as files: written beside their place, synced, then renamed into it, so that a reader or a crash never meets
 * half a blob.
 */
export function createFilesystemStorage(directory: string): MaintainedStorage {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new RangeError('A blob key has characters a blob key cannot have.');
    return join(directory, key);
  };
  return {
    async put(key, content, maximumBytes, within = (place) => place()) {
      const path = pathOf(key);
      const partial = `${path}.${randomUUID()}${PARTIAL}`;
      await mkdir(dirname(path), { recursive: true });
      try {
        const stored = await writeSynced(partial, content, maximumBytes);
        await within(() => rename(partial, path));
        return stored;
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    async sizeBytes(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async read(key) {
      const stream = createReadStream(pathOf(key));
      return new Promise<Readable>((resolve, reject) => {
        stream.once('open', () => resolve(stream));
        stream.once('error', (error) => reject(isMissing(error) ? new BlobNotFoundError(key) : error));
      });
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async *list(folder) {
      try {
        for await (const entry of await opendir(pathOf(folder), { recursive: true }))
          if (entry.isFile()) yield relative(directory, join(entry.parentPath, entry.name));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    async move(from, to) {
      const folder = dirname(pathOf(to));
      // What replaces a blob may need its neighbours, and must not outlive them.
      await syncFolder(folder);
      await rename(pathOf(from), pathOf(to)).catch((error: unknown) => {
        throw isMissing(error) ? new BlobNotFoundError(from) : error;
      });
      await syncFolder(folder);
    },
  };
}

/** Names are stored with their folder, not with the file. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeSynced(path: string, content: Readable, maximumBytes: number) {
  const file = await open(path, 'wx');
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maximumBytes) throw new BlobTooLargeError(maximumBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
