import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { apiSchemaOf, printSorted } from './api-schema.ts';
import { composeSupergraph } from './compose.ts';
import { findManifestDrift } from './manifests.ts';
import { documentOf, findInvalidRecorded, readOperationDocuments, recordedClients } from './operations.ts';
import { publicVariantOf } from './public-variant.ts';
import { findBreakingChanges } from './rules/breaking-changes.ts';
import { findUndescribed } from './rules/descriptions.ts';
import { findUnresumable } from './rules/resumable-subscriptions.ts';
import {
  findDeprecatedUses,
  judgeBreakingChanges,
  type ObservedUsage,
  recordedUses,
  type Verdict,
} from './rules/used-contract.ts';
import { readSubgraphSources } from './sources.ts';
import type { Workplace } from './workplace.ts';

/** What there is to say about the contract as it stands. */
export interface SchemaReview {
  /** Everything that is wrong with it. */
  readonly faults: readonly string[];
  /** What is worth knowing, but no reason to refuse it. */
  readonly notes: readonly string[];
}

/** @param observed what was used lately; without it every breaking change is a fault */
export async function checkSchema(workplace: Workplace, observed?: ObservedUsage): Promise<SchemaReview> {
  const composition = composeSupergraph(readSubgraphSources(workplace.subgraphs));
  if (composition.errors) {
    return { faults: composition.errors.map((error) => `does not compose: ${error}`), notes: [] };
  }
  const variant = publicVariantOf(composition.supergraphSdl);
  if (variant.errors) return { faults: variant.errors, notes: [] };
  const schema = apiSchemaOf(composition.supergraphSdl);
  const publicSchema = apiSchemaOf(variant.supergraphSdl);
  const published = await checkPublished(workplace, 'published.graphql', schema, observed);
  const forOthers = await checkPublished(workplace, 'published.public.graphql', publicSchema, observed);
  return {
    faults: [
      ...findDrift(workplace, 'supergraph.graphql', composition.supergraphSdl),
      ...findDrift(workplace, 'api.graphql', printSorted(schema)),
      ...findDrift(workplace, 'supergraph.public.graphql', variant.supergraphSdl),
      ...findDrift(workplace, 'api.public.graphql', printSorted(publicSchema)),
      ...new Set([...published.faults, ...forOthers.faults]),
      ...findInvalidRecorded(workplace.schema, schema),
      ...findUnrecorded(workplace),
      ...findManifestDrift(workplace),
      ...findUnresumable(schema),
      ...findUndescribed(schema),
    ],
    notes: [...new Set([...published.notes, ...forOthers.notes])],
  };
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
  baseline: string,
  current: GraphQLSchema,
  observed: ObservedUsage | undefined,
): Promise<Verdict> {
  const path = join(workplace.schema, baseline);
  if (!existsSync(path)) {
    return { faults: [`schema/${baseline} is missing: run "npm run schema:publish"`], notes: [] };
  }
  const published = buildSchema(readFileSync(path, 'utf8'));
  const clients = recordedClients(workplace.schema).map(
    ({ name, documents }) => [name, documentOf(documents)] as const,
  );
  const verdict = judgeBreakingChanges(
    await findBreakingChanges(published, current),
    recordedUses(published, clients),
    observed,
  );
  const deprecated = findDeprecatedUses(current, recordedUses(current, clients), observed);
  return { faults: verdict.faults, notes: [...verdict.notes, ...deprecated] };
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
