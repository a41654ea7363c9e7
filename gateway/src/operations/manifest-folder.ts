import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CLIENT_NAME,
  ManifestError,
  parseManifest,
  type RegisteredOperation,
} from '@codexcontinue/platform/operations/operation-manifest';
import { GraphQLError, parse } from 'graphql';
import type { Logger } from '../graphql/request-context.ts';

/** Manifests by the name of their client. */
export type Manifests = ReadonlyMap<string, readonly RegisteredOperation[]>;

/** Writers write in several steps; what stands there a moment after the last one is read. */
const SETTLE_MILLISECONDS = 100;
const EXTENSION = '.json';

/**
 * Reads the folder's `CLIENT.json` files.
 *
 * @throws ManifestError that names the file, and the system's error when the folder cannot be read
 */
export async function readManifests(folder: string): Promise<Manifests> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(EXTENSION)).sort();
  const manifests = new Map<string, readonly RegisteredOperation[]>();
  for (const file of files) {
    try {
      const client = basename(file, EXTENSION);
      if (!CLIENT_NAME.test(client)) throw new ManifestError('no client can be called so');
      const operations = parseManifest(await readFile(join(folder, file), 'utf8'));
      for (const { body } of operations) parse(body);
      manifests.set(client, operations);
    } catch (error) {
      if (!(error instanceof ManifestError || error instanceof GraphQLError)) throw error;
      throw new ManifestError(`${file}: ${error.message}`, { cause: error });
    }
  }
  return manifests;
}

/** Calls back after each change with all manifests; what is refused changes nothing. */
export function watchManifests(
  folder: string,
  onChange: (manifests: Manifests) => void,
  logger: Logger,
): { stop(): void } {
  let settling: NodeJS.Timeout | undefined;
  const read = async () => {
    try {
      onChange(await readManifests(folder));
    } catch (error) {
      const reason = error instanceof ManifestError ? error.message : undefined;
      logger.error({ err: error, reason, folder }, 'the manifests are refused; those before stay');
    }
  };
  const watcher = watch(folder, () => {
    clearTimeout(settling);
    settling = setTimeout(read, SETTLE_MILLISECONDS);
  });
  watcher.on('error', (error) =>
    logger.warn({ err: error, folder }, 'the manifests are not watched any more'),
  );
  return {
    stop() {
      clearTimeout(settling);
      watcher.close();
    },
  };
}
