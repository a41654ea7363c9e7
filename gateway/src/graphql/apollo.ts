import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '@codexcontinue/platform/log';
import type { SupergraphGateway } from '../supergraph/supergraph-gateway.ts';
import { createDepthLimitRule } from './depth-limit.ts';
import { maskError } from './error-masking.ts';
import {
  errorReporting,
  type Introspection,
  introspectionForPeople,
  mutationsByPostOnly,
  operationMustExist,
  subscriptionHandOver,
} from './operation-rules.ts';
import type { RequestContext } from './request-context.ts';
import { createSelectionLimitRule } from './selection-limit.ts';
import { variableCoercion } from './variable-coercion.ts';

const MAXIMUM_DEPTH = 12;
const MAXIMUM_TOKENS = 5_000;
const SELECTION_LIMITS = { maximum: 200, maximumIntrospection: 1_000 };
/** graphql-js adds one that says that it stopped. */
const MAXIMUM_VALIDATION_ERRORS = 1;

/** Apollo Server over a supergraph, with everything that leaves the machine or tells internals turned off. */
export function createApolloServer(options: {
  readonly gateway: SupergraphGateway;
  readonly introspection: Introspection;
  readonly logger: Logger;
}): ApolloServer<RequestContext> {
  const { gateway, introspection, logger } = options;
  return new ApolloServer<RequestContext>({
    gateway,
    logger,
    nodeEnv: 'production',
    csrfPrevention: true,
    introspection: introspection !== 'off',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAXIMUM_TOKENS },
    validationOptions: { maxErrors: MAXIMUM_VALIDATION_ERRORS },
    validationRules: [createDepthLimitRule(MAXIMUM_DEPTH), createSelectionLimitRule(SELECTION_LIMITS)],
    formatError: maskError,
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      operationMustExist(),
      mutationsByPostOnly(),
      ...(introspection === 'signed-in' ? [introspectionForPeople()] : []),
      variableCoercion(),
      subscriptionHandOver(),
      errorReporting(),
    ],
  });
}
