import type { ApolloServerPlugin } from '@apollo/server';
import { DEFAULT_DEMAND_LIMITS, type DemandLimits } from '../demand/demand-control.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { SupergraphGateway } from '../supergraph/supergraph-gateway.ts';
import type { RequestContext } from './request-context.ts';

/** How much one operation may be. */
export interface OperationLimits extends DemandLimits {
  /** Levels of fields. */
  readonly maximumDepth: number;
  /** Words and signs of the document's text. */
  readonly maximumTokens: number;
  /** With all fragments spread out. */
  readonly maximumSelections: number;
  /** The same of `__schema` and `__type`. */
  readonly maximumIntrospectionSelections: number;
  readonly maximumAliases: number;
  /** Of one field in one selection set. */
  readonly maximumRepetitions: number;
  readonly maximumMutations: number;
}

export const DEFAULT_OPERATION_LIMITS: OperationLimits = {
  ...DEFAULT_DEMAND_LIMITS,
  maximumDepth: 12,
  maximumTokens: 5_000,
  maximumSelections: 200,
  maximumIntrospectionSelections: 1_000,
  maximumAliases: 30,
  maximumRepetitions: 30,
  maximumMutations: 5,
};

/** Refuses what demands too much, by the variables as they were sent, and what would be more than its caller's quota. */
export function demandControl(
  gateway: SupergraphGateway,
  metrics: GatewayMetrics,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ schema, document, request, contextValue }) {
        const { demand } = gateway.runtimeOf(schema);
        const { cost } = demand.assess(document, request.operationName ?? undefined, request.variables ?? {});
        metrics.operationAssessed(cost);
        await contextValue.quotaMeter?.takeCost(cost);
      },
    }),
  };
}
