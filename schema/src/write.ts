import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiSchemaOf, printSorted } from './api-schema.ts';
import { composeSupergraph } from './compose.ts';
import { writeManifests } from './manifests.ts';
import { readOperationDocuments } from './operations.ts';
import { publicVariantOf } from './public-variant.ts';
import { readSubgraphSources } from './sources.ts';
import type { Workplace } from './workplace.ts';

/**
 * Composes, and writes `supergraph.graphql` and `api.graphql`, the same of the public variant, the recorded operations of
 * the web app and the manifests of all clients.
 *
 * @returns the composition errors; nothing is written when there are any
 */
export function writeSchema(workplace: Workplace): readonly string[] {
  const composition = composeSupergraph(readSubgraphSources(workplace.subgraphs));
  if (composition.errors) return composition.errors;
  const variant = publicVariantOf(composition.supergraphSdl);
  if (variant.errors) return variant.errors;
  const write = (file: string, text: string) => writeFileSync(join(workplace.schema, file), text);
  write('supergraph.graphql', composition.supergraphSdl);
  write('api.graphql', printSorted(apiSchemaOf(composition.supergraphSdl)));
  write('supergraph.public.graphql', variant.supergraphSdl);
  write('api.public.graphql', printSorted(apiSchemaOf(variant.supergraphSdl)));
  recordWebOperations(workplace);
  writeManifests(workplace);
  return [];
}

function recordWebOperations({ schema, webOperations }: Workplace): void {
  const recorded = join(schema, 'operations/web');
  rmSync(recorded, { recursive: true, force: true });
  for (const { path } of readOperationDocuments(webOperations)) {
    mkdirSync(dirname(join(recorded, path)), { recursive: true });
    copyFileSync(join(webOperations, path), join(recorded, path));
  }
}

/** Moves the published baseline to the schema as it is: from now on its clients are protected too. */
export function publishSchema({ schema }: Workplace): void {
  copyFileSync(join(schema, 'api.graphql'), join(schema, 'published.graphql'));
  copyFileSync(join(schema, 'api.public.graphql'), join(schema, 'published.public.graphql'));
}
