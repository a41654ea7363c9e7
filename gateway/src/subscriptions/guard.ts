import type { ApolloServer } from '@apollo/server';
import { RuleError } from '@codexcontinue/platform/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../graphql/request-context.ts';
import type { Guard } from './event-source.ts';

/** Asks whether a caller may follow; throws what they are told when not. */
export type GuardRunner = (
  guard: Guard,
  values: Readonly<Record<string, unknown>>,
  context: RequestContext,
) => Promise<void>;

/** The guard is a query like the caller's own: the subgraph that owns the object decides. */
export function createGuardRunner(apollo: ApolloServer<RequestContext>): GuardRunner {
  return async (guard, values, context) => {
    const variables = Object.fromEntries(guard.argumentNames.map((name) => [name, values[name]]));
    const { caller, requestId, logger } = context;
    const { body } = await apollo.executeOperation(
      { query: guard.query, variables, operationName: 'SubscriptionGuard' },
      { contextValue: { caller, requestId, logger, isInternal: true } },
    );
    if (body.kind !== 'single') throw new Error('A guard answers at once.');
    const { data, errors } = body.singleResult;
    if (data?.[guard.responseName] != null) return;
    const [error] = errors ?? [];
    throw error ? withoutPlace(error) : notFound();
  };
}

/** The same words whether there is nothing or nothing for this caller. */
function notFound(): RuleError {
  return new RuleError('NOT_FOUND', 'There is nothing here to follow: it does not exist, or not for you.');
}

/** Paths and locations are those of the guard, which the client never wrote. */
function withoutPlace({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}
