import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { apiSchemaOf, printSorted } from './api-schema.ts';
import { composeSupergraph } from './compose.ts';
import { findInvalidOperations, readOperationDocuments } from './operations.ts';
import { findBreakingChanges } from './rules/breaking-changes.ts';
import { findUndescribed } from './rules/descriptions.ts';
import { findUnresumable } from './rules/resumable-subscriptions.ts';
import { readSubgraphSources } from './sources.ts';
import type { Workplace } from './workplace.ts';

/** Everything that is wrong with the contract as it stands; empty when nothing is. */
export async function checkSchema(workplace: Workplace): Promise<string[]> {
  const composition = composeSupergraph(readSubgraphSources(workplace.subgraphs));
  if (composition.errors) return composition.errors.map((error) => `does not compose: ${error}`);
  const schema = apiSchemaOf(composition.supergraphSdl);
  return [
    ...findDrift(workplace, 'supergraph.graphql', composition.supergraphSdl),
    ...findDrift(workplace, 'api.graphql', printSorted(schema)),
    ...(await checkPublished(workplace, schema)),
    ...checkOperations(workplace, schema),
    ...findUnresumable(schema),
    ...findUndescribed(schema),
  ];
}

function findDrift({ schema }: Workplace, file: string, expected: string): string[] {
  const path = join(schema, file);
  const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return committed === expected
    ? []
    : [`schema/${file} is not what the subgraphs compose to: run "npm run schema"`];
}

async function checkPublished(
  workplace: Workplace,
  current: ReturnType<typeof buildSchema>,
): Promise<string[]> {
  const path = join(workplace.schema, 'published.graphql');
  if (!existsSync(path)) return ['schema/published.graphql is missing: run "npm run schema:publish"'];
  return findBreakingChanges(buildSchema(readFileSync(path, 'utf8')), current);
}

function checkOperations(workplace: Workplace, schema: ReturnType<typeof buildSchema>): string[] {
  const recordedDirectory = join(workplace.schema, 'operations');
  const recorded = readOperationDocuments(recordedDirectory);
  const clients = Map.groupBy(recorded, ({ path }) => path.split('/')[0]);
  const invalid = [...clients.values()].flatMap((documents) => findInvalidOperations(schema, documents));
  return [...invalid, ...findUnrecorded(workplace)];
}

/** The web's operations must be recorded as they are sent. */
function findUnrecorded({ schema, webOperations }: Workplace): string[] {
  const sent = readOperationDocuments(webOperations);
  const recorded = new Map(
    readOperationDocuments(join(schema, 'operations/web')).map(({ path, text }) => [path, text]),
  );
  const stale = [...recorded.keys()].filter((path) => !sent.some((document) => document.path === path));
  return [
    ...sent
      .filter(({ path, text }) => recorded.get(path) !== text)
      .map(({ path }) => `operations/web/${path} is not what the web app sends: run "npm run schema"`),
    ...stale.map(
      (path) => `operations/web/${path} is recorded, but the web app sends it no more: run "npm run schema"`,
    ),
  ];
}
