import { type FSWatcher, globSync, watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes a file in several steps. */
const SETTLE_MILLISECONDS = 150;

/** Calls back when the schema of a subgraph was written. */
export function watchSchemas(root: string, onChange: (path: string) => void): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const watchers = globSync('subgraphs/*/schema.graphql', { cwd: root }).map((path): FSWatcher => {
    const folder = join(path, '..');
    return watch(join(root, folder), (_event, filename) => {
      if (filename !== 'schema.graphql' && filename !== 'events.graphql') return;
      clearTimeout(timer);
      timer = setTimeout(() => onChange(`${folder}/${filename}`), SETTLE_MILLISECONDS);
    });
  });
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
