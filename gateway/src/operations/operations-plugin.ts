import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../graphql/request-context.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { ClientOperations } from './client-operations.ts';
import { nameDocument } from './document-name.ts';

/** Stands in for what is refused, which is not even parsed. */
const HARMLESS = '{ __typename }';

/**
 * Refuses what is not registered where only registered operations run, and counts what runs. What the gateway asks by
 * itself is neither refused nor counted. It has to be the first plugin: its refusal goes before others'.
 */
export function operationsPlugin(operations: ClientOperations): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ request, contextValue: { client, isInternal } }) {
      if (isInternal) return {};
      nameDocument(request);
      const refused = isRefused(operations, client, request);
      if (refused) makeHarmless(request);
      return {
        async didResolveOperation() {
          if (refused) throw notRegistered();
        },
        async responseForOperation({ schema, document, queryHash, source }) {
          if (queryHash === undefined || source === undefined) return null;
          const name = request.operationName ?? undefined;
          operations.executed(client, queryHash, name, { schema, document, text: source });
          return null;
        },
      };
    },
  };
}

function isRefused(
  operations: ClientOperations,
  client: ClientIdentity | undefined,
  { query, extensions }: GraphQLRequest,
): boolean {
  if (operations.modeOf(client) !== 'on') return false;
  // The hash a client gives counts only where it gives nothing else.
  if (query) return !operations.isRegistered(documentHash(query), query);
  const named: unknown = extensions?.persistedQuery?.sha256Hash;
  return extensions?.persistedQuery !== undefined && !operations.isRegistered(String(named), undefined);
}

/** Apollo Server has no place to refuse a request before it is parsed and validated. */
function makeHarmless(request: GraphQLRequest): void {
  request.query = HARMLESS;
  delete request.operationName;
  delete request.variables;
  delete request.extensions;
}

function notRegistered(): GraphQLError {
  return new GraphQLError(
    'Only registered operations run here, and this one is not. Whoever runs this system registers it with "npm run operations:register".',
    { extensions: { code: 'OPERATION_NOT_REGISTERED', http: { status: 400 } } },
  );
}
