import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import type { FastifyInstance } from 'fastify';
import type { Caller, InternalTokenVerifier } from './identity.ts';
import type { Logger } from './log.ts';
import type { Service } from './service.ts';

/** What every resolver of a subgraph finds in its context, beside what the subgraph adds. */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly logger: Logger;
}

/** A part that must answer for the service to be ready. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** What a subgraph server is made of. */
export interface SubgraphServerOptions<Context extends RequestContext> {
  /** The subgraph's name: the audience of its internal tokens, and the name in logs and metrics. */
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: GraphQLResolverMap<Context>;
  readonly createContext: (request: RequestContext, reply: { setHeader(name: string, value: string): void }) => Context;
  readonly tokenVerifier: InternalTokenVerifier;
  readonly logger: Logger;
  /** 0 picks a free port. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  readonly readinessChecks: readonly ReadinessCheck[];
  /** Further HTTP routes, registered before listening. They guard themselves. */
  readonly routes?: (app: FastifyInstance) => void;
  /** Runs before listening. */
  readonly onStart?: () => Promise<void>;
  /** Runs after the last request has ended. */
  readonly onStop?: () => Promise<void>;
}

export type CreateSubgraphServer = <Context extends RequestContext>(options: SubgraphServerOptions<Context>) => Service;
