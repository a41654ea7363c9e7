import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, visit } from 'graphql';
import { isInternal, maskError, withRequestId } from './error-masking.ts';
import type { RequestContext } from './request-context.ts';
import { promoteUnfinishedValues } from './unfinished-values.ts';

/** Who may ask the API to describe itself. */
export type Introspection = 'open' | 'signed-in' | 'off';

/** Names an operation that does not exist as a fault of the request; Apollo leaves that to executors. */
export function operationMustExist(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ operation, request }) {
        if (operation) return;
        throw badRequest(
          request.operationName
            ? 'The document has no operation of the name given in operationName.'
            : 'The document has several operations: say which in operationName.',
          'OPERATION_RESOLUTION_FAILURE',
        );
      },
    }),
  };
}

/** Refuses to change anything by a GET that did not come through Apollo's own HTTP handling. */
export function mutationsByPostOnly(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation !== 'mutation' || !contextValue.readOnly) return;
        throw badRequest('GET requests change nothing: send mutations by POST.', 'BAD_REQUEST');
      },
    }),
  };
}

/** Answers introspection for signed-in people only. */
export function introspectionForPeople(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, contextValue }) {
        if (contextValue.caller.kind !== 'anonymous' || !asksForSchema(document)) return;
        throw badRequest(
          'Introspection is for signed-in people here. Sign in first.',
          'GRAPHQL_VALIDATION_FAILED',
        );
      },
    }),
  };
}

/**
 * Hands subscriptions that passed all limits to whom the transport named; Apollo's executor cannot run them. Refuses
 * them on transports without one.
 */
export function subscriptionHandOver(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ operation, contextValue, document, queryHash, request }) {
        if (operation?.operation !== 'subscription') return;
        if (!contextValue.acceptSubscription) {
          throw badRequest(
            'A subscription needs a WebSocket (graphql-transport-ws), or a request whose Accept begins with text/event-stream or has multipart/mixed;subscriptionSpec=1.0.',
            'BAD_REQUEST',
          );
        }
        contextValue.acceptSubscription({
          document,
          documentHash: queryHash,
          operationName: request.operationName ?? undefined,
          variables: request.variables ?? {},
        });
      },
      async responseForOperation({ operation, response }) {
        if (operation?.operation !== 'subscription') return null;
        return { http: response.http, body: { kind: 'single', singleResult: { data: null } } };
      },
    }),
  };
}

/** Logs what was masked and puts the request's id on it. */
export function errorReporting(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didEncounterErrors({ errors, contextValue, operationName }) {
        for (const error of errors) {
          if (!isInternal(maskError(error.toJSON(), error))) continue;
          contextValue.logger.error({ err: error, operationName, path: error.path }, 'a request failed');
        }
      },
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        promoteUnfinishedValues(singleResult, contextValue.logger);
        if (!singleResult.errors) return;
        singleResult.errors = singleResult.errors.map((error) =>
          withRequestId(error, contextValue.requestId),
        );
      },
    }),
  };
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}

function badRequest(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
