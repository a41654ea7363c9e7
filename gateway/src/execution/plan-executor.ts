import type { GraphQLError } from 'graphql';
import { UNCACHEABLE } from '../cache/cache-policy.ts';
import type { CompiledFetch, CompiledNode } from './compiled-plan.ts';
import type { ExecutionCache } from './execution-cache.ts';
import { batchEntities, type EntityBatch, fetchBody } from './fetch-body.ts';
import type { ObjectTypes } from './object-types.ts';
import { type DataObject, isDataObject, mergeInto } from './response-data.ts';
import { applyRewrites } from './rewrites.ts';
import {
  errorsOf,
  MAXIMUM_PLACES,
  type SubgraphCaller,
  type SubgraphError,
  type SubgraphReply,
  unavailableErrors,
} from './subgraph-reply.ts';
import { collectTargets, locateTargets } from './targets.ts';

/** One execution of a plan. */
export interface PlanRun<Context> {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Context;
  readonly callSubgraph: SubgraphCaller<Context>;
  readonly types: ObjectTypes;
  /** What is known, and what comes in. */
  readonly data: DataObject;
  readonly errors: GraphQLError[];
  /** Absent: nothing is looked for or kept. */
  readonly cache?: ExecutionCache | undefined;
}

/** Executes a plan into `run.data` and `run.errors`. A subgraph that fails leaves a hole and an error at its place. */
export async function executePlanNode<Context>(node: CompiledNode, run: PlanRun<Context>): Promise<void> {
  switch (node.kind) {
    case 'sequence':
      for (const child of node.nodes) await executePlanNode(child, run);
      return;
    case 'parallel':
      await Promise.all(node.nodes.map((child) => executePlanNode(child, run)));
      return;
    case 'condition': {
      const picked = run.variables[node.variable] === true ? node.included : node.otherwise;
      if (picked) await executePlanNode(picked, run);
      return;
    }
    case 'fetch':
      await (node.requires ? fetchEntities(node, run) : fetchRoot(node, run));
  }
}

async function fetchRoot<Context>(fetch: CompiledFetch, run: PlanRun<Context>): Promise<void> {
  const targets = collectTargets(run.data, fetch.path);
  if (targets.size === 0) return;
  const prefix = fetch.path.filter((step) => step !== '@');
  const asOf = run.cache?.asOf();
  const reply = await call(fetch, run);
  if (!reply) {
    run.errors.push(...unavailableErrors(fetch.rootResponseNames.map((name) => [...prefix, name])));
    return;
  }
  if (reply.errors) {
    run.cache?.spoil();
    run.errors.push(...errorsOf(reply.errors, fetch, (path) => (path ? [[...prefix, ...path]] : [])));
  } else {
    const request = { variables: run.variables, representations: [] };
    run.cache?.answered(fetch, request, [], reply.policy ?? UNCACHEABLE, asOf);
  }
  if (!isDataObject(reply.data)) return;
  applyRewrites(fetch.outputRewrites, reply.data, run.types);
  for (const target of targets) mergeInto(target, reply.data);
}

async function fetchEntities<Context>(fetch: CompiledFetch, run: PlanRun<Context>): Promise<void> {
  const all = batchEntities(fetch, collectTargets(run.data, fetch.path), run.types);
  const batch = run.cache ? await takeCached(fetch, all, run, run.cache) : all;
  const { length } = batch.representations;
  if (length === 0) return;
  if (length <= MAXIMUM_REPRESENTATIONS) return fetchBatch(fetch, batch, run);
  const parts = Array.from({ length: Math.ceil(length / MAXIMUM_REPRESENTATIONS) }, (_, index) => {
    const range = [index * MAXIMUM_REPRESENTATIONS, (index + 1) * MAXIMUM_REPRESENTATIONS] as const;
    return {
      representations: batch.representations.slice(...range),
      targets: batch.targets.slice(...range),
    };
  });
  await Promise.all(parts.map((part) => fetchBatch(fetch, part, run)));
}

async function fetchBatch<Context>(
  fetch: CompiledFetch,
  batch: EntityBatch,
  run: PlanRun<Context>,
): Promise<void> {
  const { representations } = batch;
  const asOf = run.cache?.asOf();
  const reply = await call(fetch, run, representations);
  if (!reply) {
    const missing = new Set(batch.targets.flat());
    run.errors.push(...unavailableErrors(locateTargets(run.data, fetch.path, missing, MAXIMUM_PLACES)));
    return;
  }
  const entities = reply.data?._entities;
  const answers: readonly unknown[] = Array.isArray(entities) ? entities : [];
  const errors = reply.errors ?? (answers.length === representations.length ? undefined : [TOO_FEW]);
  if (errors) {
    run.cache?.spoil();
    run.errors.push(...errorsOf(errors, fetch, (path) => placesOf(path, batch, fetch, run)));
  } else {
    const request = { variables: run.variables, representations };
    run.cache?.answered(fetch, request, answers, reply.policy ?? UNCACHEABLE, asOf);
  }
  for (const [index, entity] of answers.entries())
    mergeEntity(fetch, entity, batch.targets[index] ?? [], run);
}

/** In one call. Subgraphs of this system refuse several times as many. */
const MAXIMUM_REPRESENTATIONS = 1_000;
const TOO_FEW: SubgraphError = { message: 'A subgraph did not answer for every entity it was asked for.' };

/** @returns undefined when there is no answer; whoever calls has logged it */
async function call<Context>(
  fetch: CompiledFetch,
  run: PlanRun<Context>,
  representations?: readonly string[],
): Promise<SubgraphReply | undefined> {
  try {
    return await run.callSubgraph(fetch, fetchBody(fetch, run.variables, representations), run.context);
  } catch {
    run.cache?.spoil();
    return undefined;
  }
}

/** Merges what is cached and returns what is left to ask for. */
async function takeCached<Context>(
  fetch: CompiledFetch,
  batch: EntityBatch,
  run: PlanRun<Context>,
  cache: ExecutionCache,
): Promise<EntityBatch> {
  const { representations, targets } = batch;
  const found = await cache.find(fetch, { variables: run.variables, representations });
  const left: number[] = [];
  for (const index of representations.keys()) {
    const entity = found[index];
    if (entity) mergeEntity(fetch, entity, targets[index] ?? [], run);
    else left.push(index);
  }
  if (left.length === representations.length) return batch;
  return {
    representations: left.map((index) => representations[index] ?? ''),
    targets: left.map((index) => targets[index] ?? []),
  };
}

/** Where in the response an error of an entity belongs: wherever the entity stands. */
function placesOf<Context>(
  path: readonly (string | number)[] | undefined,
  batch: EntityBatch,
  fetch: CompiledFetch,
  run: PlanRun<Context>,
): (string | number)[][] {
  const [root, index, ...rest] = path ?? [];
  if (root !== '_entities' || typeof index !== 'number') return [];
  const wanted = new Set(batch.targets[index]);
  return locateTargets(run.data, fetch.path, wanted, MAXIMUM_PLACES).map((place) => [...place, ...rest]);
}

function mergeEntity<Context>(
  fetch: CompiledFetch,
  entity: unknown,
  targets: readonly DataObject[],
  run: PlanRun<Context>,
): void {
  if (!isDataObject(entity)) return;
  // A subgraph that has an interface object knows the interface's name only.
  if (!run.types.isObjectType(entity.__typename)) delete entity.__typename;
  applyRewrites(fetch.outputRewrites, entity, run.types);
  for (const target of targets) mergeInto(target, entity);
}
