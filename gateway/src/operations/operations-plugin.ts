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
      const refusal = refusalOf(operations, client, request);
      if (refusal) makeHarmless(request);
      return {
        async didResolveOperation() {
          if (refusal) throw refusal;
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

function refusalOf(
  operations: ClientOperations,
  client: ClientIdentity | undefined,
  { query, extensions }: GraphQLRequest,
): GraphQLError | undefined {
  const named = extensions?.persistedQuery as { version?: unknown; sha256Hash?: unknown } | undefined;
  const onlyRegistered = operations.modeOf(client) === 'on';
  if (!named && !onlyRegistered) return undefined;
  const hash = query ? documentHash(query) : String(named?.sha256Hash);
  // Apollo Server's own words on these have no code.
  if (named && named.version !== 1) return badRequest('Persisted queries are of version 1.');
  if (named && query && named.sha256Hash !== hash) {
    return badRequest('`sha256Hash` is not the SHA-256 of `query`. Send the right one, or none.');
  }
  const isNothing = !query && !named;
  return !onlyRegistered || isNothing || operations.isRegistered(hash, query) ? undefined : notRegistered();
}

/** Apollo Server has no place to refuse a request before it is parsed and validated. */
function makeHarmless(request: GraphQLRequest): void {
  request.query = HARMLESS;
  delete request.operationName;
  delete request.variables;
  delete request.extensions;
}

function notRegistered(): GraphQLError {
  return refusal(
    'OPERATION_NOT_REGISTERED',
    'Only registered operations run here, and this one is not. Whoever runs this system registers it with "npm run operations:register".',
  );
}

function badRequest(message: string): GraphQLError {
  return refusal('BAD_REQUEST', message);
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
