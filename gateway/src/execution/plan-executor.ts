import type { GraphQLError } from 'graphql';
import type { CompiledFetch, CompiledNode } from './compiled-plan.ts';
import { batchEntities, type EntityBatch, fetchBody } from './fetch-body.ts';
import type { ObjectTypes } from './object-types.ts';
import { type DataObject, isDataObject, mergeInto } from './response-data.ts';
import { applyRewrites } from './rewrites.ts';
import {
  errorsOf,
  MAXIMUM_PLACES,
  type SubgraphCaller,
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
  let reply: SubgraphReply;
  try {
    reply = await run.callSubgraph(fetch, fetchBody(fetch, run.variables), run.context);
  } catch {
    // Whoever calls has logged it.
    run.errors.push(...unavailableErrors(fetch.rootResponseNames.map((name) => [...prefix, name])));
    return;
  }
  if (reply.errors) {
    run.errors.push(...errorsOf(reply.errors, fetch, (path) => (path ? [[...prefix, ...path]] : [])));
  }
  if (!isDataObject(reply.data)) return;
  applyRewrites(fetch.outputRewrites, reply.data, run.types);
  for (const target of targets) mergeInto(target, reply.data);
}

async function fetchEntities<Context>(fetch: CompiledFetch, run: PlanRun<Context>): Promise<void> {
  const batch = batchEntities(fetch, collectTargets(run.data, fetch.path), run.types);
  if (batch.representations.length === 0) return;
  const placesOf = (index: number) =>
    locateTargets(run.data, fetch.path, new Set(batch.targets[index]), MAXIMUM_PLACES);
  let reply: SubgraphReply;
  try {
    reply = await run.callSubgraph(
      fetch,
      fetchBody(fetch, run.variables, batch.representations),
      run.context,
    );
  } catch {
    const missing = new Set(batch.targets.flat());
    run.errors.push(...unavailableErrors(locateTargets(run.data, fetch.path, missing, MAXIMUM_PLACES)));
    return;
  }
  if (reply.errors) {
    run.errors.push(
      ...errorsOf(reply.errors, fetch, (path) => {
        const [root, index, ...rest] = path ?? [];
        if (root !== '_entities' || typeof index !== 'number') return [];
        return placesOf(index).map((place) => [...place, ...rest]);
      }),
    );
  }
  mergeEntities(fetch, batch, reply, run);
}

function mergeEntities<Context>(
  fetch: CompiledFetch,
  batch: EntityBatch,
  reply: SubgraphReply,
  run: PlanRun<Context>,
): void {
  const entities = reply.data?._entities;
  if (!Array.isArray(entities)) return;
  for (const [index, entity] of entities.entries()) {
    if (!isDataObject(entity)) continue;
    if (!run.types.isObjectType(entity.__typename)) delete entity.__typename;
    applyRewrites(fetch.outputRewrites, entity, run.types);
    for (const target of batch.targets[index] ?? []) mergeInto(target, entity);
  }
}
