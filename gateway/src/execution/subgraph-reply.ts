import { GraphQLError } from 'graphql';
import type { CachePolicy } from '../cache/cache-policy.ts';
import type { CompiledFetch } from './compiled-plan.ts';
import type { DataObject } from './response-data.ts';

/** An error as a subgraph wrote it. */
export interface SubgraphError {
  readonly message?: unknown;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What a subgraph answered. */
export interface SubgraphReply {
  readonly data?: DataObject | null;
  readonly errors?: readonly SubgraphError[];
  /** Absent: it must not be kept. */
  readonly policy?: CachePolicy;
}

/** Calls subgraphs; rejects when one does not answer, or not in GraphQL. */
export type SubgraphCaller<Context> = (
  fetch: CompiledFetch,
  /** The request's JSON. */
  body: string,
  context: Context,
) => Promise<SubgraphReply>;

/** Where in the response a subgraph's error belongs; undefined: nowhere in particular. */
export type PlaceOf = (
  path: readonly (string | number)[] | undefined,
) => readonly (readonly (string | number)[])[];

const UNAVAILABLE = 'A part of the system does not answer just now. Try again in a moment.';
/** Enough to see what is missing; a list of thousands needs no thousand errors. */
export const MAXIMUM_PLACES = 20;

/** A subgraph's errors, each at every place of the response that it concerns. */
export function errorsOf(
  errors: readonly SubgraphError[],
  fetch: CompiledFetch,
  placesOf: PlaceOf,
): GraphQLError[] {
  return errors.flatMap((error) => {
    const message =
      typeof error.message === 'string' ? error.message : 'A subgraph failed without a message.';
    const extensions = {
      code: 'DOWNSTREAM_SERVICE_ERROR',
      ...error.extensions,
      serviceName: fetch.subgraph,
    };
    const places = placesOf(Array.isArray(error.path) ? error.path : undefined);
    if (places.length === 0) return [new GraphQLError(message, { extensions })];
    return places.map((path) => new GraphQLError(message, { path, extensions }));
  });
}

/** One error at each place whose value is missing because a subgraph did not answer. */
export function unavailableErrors(places: readonly (readonly (string | number)[])[]): GraphQLError[] {
  return places
    .slice(0, MAXIMUM_PLACES)
    .map((path) => new GraphQLError(UNAVAILABLE, { path, extensions: { code: 'SERVICE_UNAVAILABLE' } }));
}
