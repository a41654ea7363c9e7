import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { sealStorage } from '@codexcontinue/platform/encryption/sealed-storage';
import { newId } from '@codexcontinue/platform/ids';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import type { MaintainedStorage } from '@codexcontinue/platform/storage/storage';
import { eq } from 'drizzle-orm';
import { blobKeyOf } from '../../src/data/documents-store.ts';
import { upload } from '../../src/data/tables.ts';
import { completeWhole } from './complete-whole.ts';
import type { Stores } from './stores.ts';

/** A folder of uploaded files, stored without encryption as a server of before did. */
export interface StoredFiles {
  readonly directory: string;
  readonly storage: MaintainedStorage;
  /** An upload that was announced, and its bytes, if any. */
  announce(content?: Buffer): Promise<string>;
  /** A document with its bytes. */
  add(content: Buffer): Promise<string>;
  /** Ends an upload's time so many milliseconds ago. */
  expire(id: string, milliseconds: number): Promise<void>;
  /** The names beside and of an upload's file, without its id. */
  namesOf(id: string): string[];
  /** Which files of all hold a word. */
  filesWith(word: string): string[];
  /** As a server with encryption reads it. */
  read(id: string, ring: KeyRing): Promise<Buffer>;
  remove(): void;
}

/** @param directory a new one in the system's folder for such when left out */
export function openStoredFiles(
  { documents, everything }: Stores,
  directory = mkdtempSync(join(tmpdir(), 'stored-files-')),
): StoredFiles {
  const storage = createFilesystemStorage(directory);
  const names = () => readdirSync(join(directory, 'uploads'));
  async function announce(content?: Buffer) {
    const record = await documents.announce({
      workspaceId: newId(),
      createdBy: newId(),
      filename: 'notes.txt',
      contentType: 'text/plain',
      size: content?.length ?? 1,
      expiresAt: new Date(Date.now() + 60_000),
    });
    if (content) await storage.put(blobKeyOf(record.id), Readable.from([content]), content.length);
    return record.id;
  }
  return {
    directory,
    storage,
    announce,
    async add(content) {
      const id = await announce(content);
      const announced = await documents.findUpload(id);
      if (!announced) throw new Error('An upload was not announced.');
      await completeWhole(documents, announced);
      return id;
    },
    expire: (id, milliseconds) =>
      everything.run(async (transaction) => {
        const expiresAt = new Date(Date.now() - milliseconds);
        await transaction.update(upload).set({ expiresAt }).where(eq(upload.id, id));
      }),
    namesOf: (id) =>
      names()
        .filter((name) => name.startsWith(id))
        .map((name) => name.slice(id.length).replaceAll(/[0-9a-f-]{36}/g, '…'))
        .sort(),
    filesWith: (word) =>
      names().filter((name) => readFileSync(join(directory, 'uploads', name)).includes(word)),
    read: async (id, ring) => buffer(await sealStorage(storage, ring).read(blobKeyOf(id))),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
