import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A subgraph as it stands in its folder: the contract it serves and the events it publishes. */
export interface SubgraphSource {
  readonly name: string;
  /** Where the gateway reaches it unless it is told otherwise: the address it has in Compose. */
  readonly url: string;
  /** The text of `schema.graphql`. */
  readonly schemaSdl: string;
  /** The text of `events.graphql`, where there is one. */
  readonly eventsSdl: string | undefined;
}

/**
 * Reads every folder of `directory` that has a `schema.graphql`, in alphabetical order.
 *
 * @param directory the folder of the subgraphs
 * @throws Error when a subgraph's package.json names no `config.port`
 */
export function readSubgraphSources(directory: string): SubgraphSource[] {
  return readdirSync(directory)
    .sort()
    .filter((name) => existsSync(join(directory, name, 'schema.graphql')))
    .map((name) => readSubgraphSource(join(directory, name), name));
}

function readSubgraphSource(folder: string, name: string): SubgraphSource {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    config?: { port?: number };
  };
  const port = manifest.config?.port;
  if (!port)
    throw new Error(`subgraphs/${name}/package.json names no config.port; the supergraph needs the address.`);
  const eventsPath = join(folder, 'events.graphql');
  return {
    name,
    url: `http://${name}:${port}/graphql`,
    schemaSdl: readFileSync(join(folder, 'schema.graphql'), 'utf8'),
    eventsSdl: existsSync(eventsPath) ? readFileSync(eventsPath, 'utf8') : undefined,
  };
}
