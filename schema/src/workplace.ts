import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders the schema tools read and write. */
export interface Workplace {
  /** The folder of the subgraphs. */
  readonly subgraphs: string;
  /** Where `supergraph.graphql` and the other products stand. */
  readonly schema: string;
  /** Where the web app's operations are written. */
  readonly webOperations: string;
}

/** The project's own folders. */
export function projectWorkplace(): Workplace {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return {
    subgraphs: join(root, 'subgraphs'),
    schema: join(root, 'schema'),
    webOperations: join(root, 'web/src'),
  };
}
