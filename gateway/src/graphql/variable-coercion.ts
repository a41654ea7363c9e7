import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, getVariableValues } from 'graphql';
import type { RequestContext } from './request-context.ts';

/**
 * Checks variables against what the operation declares and fills in its defaults, before anything is asked of a
 * subgraph (GraphQL specification, 6.1.2 CoerceVariableValues).
 */
export function variableCoercion(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ schema, operation, request }) {
        const definitions = operation?.variableDefinitions ?? [];
        if (definitions.length === 0) return;
        const { coerced, errors } = getVariableValues(schema, definitions, request.variables ?? {}, {
          maxErrors: 1,
        });
        if (coerced) {
          request.variables = coerced;
          return;
        }
        const message = errors[0]?.message ?? 'The variables are not what the operation declares.';
        throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
      },
    }),
  };
}
