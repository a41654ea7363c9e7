import { Readable } from 'node:stream';
import type { MaintainedStorage } from '../../src/storage/storage.ts';

/** What a storage is about to do or has done: `put` is also told of between its first bytes and the next. */
export interface StorageStep {
  readonly what: 'read' | 'put' | 'move' | 'delete';
  readonly when: 'before' | 'within' | 'after';
  readonly key: string;
}

/** A storage that waits at each step for who looks on: who may act in between, throw, or end the process. */
export function watchStorage(
  inner: MaintainedStorage,
  look: (step: StorageStep) => void | Promise<void>,
): MaintainedStorage {
  async function around<Result>(what: StorageStep['what'], key: string, work: () => Promise<Result>) {
    await look({ what, when: 'before', key });
    const result = await work();
    await look({ what, when: 'after', key });
    return result;
  }
  async function* lookedAt(key: string, content: AsyncIterable<Uint8Array>) {
    let isFirst = true;
    for await (const chunk of content) {
      yield chunk;
      if (isFirst) await look({ what: 'put', when: 'within', key });
      isFirst = false;
    }
  }
  return {
    put: (key, content, maximumBytes, within) =>
      around('put', key, () => inner.put(key, Readable.from(lookedAt(key, content)), maximumBytes, within)),
    sizeBytes: (key) => inner.sizeBytes(key),
    read: (key) => around('read', key, () => inner.read(key)),
    delete: (key) => around('delete', key, () => inner.delete(key)),
    list: (folder) => inner.list(folder),
    move: (from, to) => around('move', to, () => inner.move(from, to)),
  };
}
