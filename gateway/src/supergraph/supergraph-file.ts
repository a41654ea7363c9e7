import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '../graphql/request-context.ts';

/** Writers write in several steps; what stands there a moment after the last one is read. */
const SETTLE_MILLISECONDS = 100;

/**
 * Calls back with the file's text after each change. The folder is watched, not the file: editors and orchestrators
 * replace it, by renaming or through a link.
 */
export function watchSupergraphFile(
  path: string,
  onChange: (sdl: string) => void,
  logger: Logger,
): { stop(): Promise<void> } {
  let settling: NodeJS.Timeout | undefined;
  let last: string | undefined;
  const read = async () => {
    try {
      const sdl = await readFile(path, 'utf8');
      if (sdl === last) return;
      last = sdl;
      onChange(sdl);
    } catch (error) {
      logger.warn({ err: error, path }, 'the supergraph file cannot be read; the one before goes on serving');
    }
  };
  const watcher = watch(dirname(path), () => {
    clearTimeout(settling);
    settling = setTimeout(read, SETTLE_MILLISECONDS);
  });
  watcher.on('error', (error) =>
    logger.warn({ err: error, path }, 'the supergraph file is not watched any more'),
  );
  return {
    async stop() {
      clearTimeout(settling);
      watcher.close();
    },
  };
}
