import type { ApolloServerPlugin } from '@apollo/server';
import { mayOnlyRead } from '@codexcontinue/platform/callers';
import { RuleError } from '@codexcontinue/platform/errors';
import type { RequestContext } from './request-context.ts';

/**
 * Refuses every mutation of an API key that was made for reading, before anything is asked. What the others may do is
 * for the subgraphs to say.
 */
export function readingKeysChangeNothing(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation !== 'mutation' || !mayOnlyRead(contextValue.caller)) return;
        throw new RuleError('FORBIDDEN', 'This API key may only read. Make one with a scope that writes.', {
          http: { status: 403 },
        });
      },
    }),
  };
}
