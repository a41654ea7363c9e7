import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '@codexcontinue/platform/log';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { ClientOperations } from '../operations/client-operations.ts';
import { operationsPlugin } from '../operations/operations-plugin.ts';
import type { SupergraphGateway } from '../supergraph/supergraph-gateway.ts';
import type { OperationTelemetry } from '../telemetry/operation-telemetry.ts';
import { createAliasLimitRule } from './alias-limit.ts';
import { refuseDangerousNames } from './dangerous-names.ts';
import { createDepthLimitRule } from './depth-limit.ts';
import { maskError } from './error-masking.ts';
import { demandControl, type OperationLimits } from './operation-limits.ts';
import {
  errorReporting,
  type Introspection,
  introspectionForPeople,
  mutationsByPostOnly,
  operationMustExist,
  subscriptionHandOver,
} from './operation-rules.ts';
import { readingKeysChangeNothing } from './reading-keys.ts';
import { createRepetitionLimitRule } from './repetition-limit.ts';
import type { RequestContext } from './request-context.ts';
import { createSelectionLimitRule } from './selection-limit.ts';
import { variableCoercion } from './variable-coercion.ts';

/** graphql-js adds one that says that it stopped. */
const MAXIMUM_VALIDATION_ERRORS = 1;

/** Apollo Server over a supergraph, with everything that leaves the machine or tells internals turned off. */
export function createApolloServer(options: {
  readonly gateway: SupergraphGateway;
  readonly introspection: Introspection;
  readonly limits: OperationLimits;
  readonly operations: ClientOperations;
  readonly telemetry: OperationTelemetry;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}): ApolloServer<RequestContext> {
  const { gateway, introspection, limits, operations, telemetry, metrics, logger } = options;
  return new ApolloServer<RequestContext>({
    gateway,
    logger,
    nodeEnv: 'production',
    csrfPrevention: true,
    introspection: introspection !== 'off',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.maximumTokens },
    validationOptions: { maxErrors: MAXIMUM_VALIDATION_ERRORS },
    validationRules: [
      createDepthLimitRule(limits.maximumDepth),
      createSelectionLimitRule({
        maximum: limits.maximumSelections,
        maximumIntrospection: limits.maximumIntrospectionSelections,
      }),
      createAliasLimitRule(limits.maximumAliases),
      createRepetitionLimitRule({
        maximum: limits.maximumRepetitions,
        maximumMutations: limits.maximumMutations,
      }),
      refuseDangerousNames,
    ],
    persistedQueries: operations.persistedQueries,
    formatError: maskError,
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      operationsPlugin(operations),
      operationMustExist(),
      mutationsByPostOnly(),
      readingKeysChangeNothing(),
      ...(introspection === 'signed-in' ? [introspectionForPeople()] : []),
      demandControl(gateway, metrics),
      variableCoercion(),
      subscriptionHandOver(),
      errorReporting(),
      telemetry.plugin,
    ],
  });
}
