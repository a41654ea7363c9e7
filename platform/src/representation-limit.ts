import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** The gateway asks for a fifth of this at once. */
const MAXIMUM_REPRESENTATIONS = 5_000;

/** Refuses to look up so many entities in one call that it must be an attack. */
export function representationLimit(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ request }) {
        const representations: unknown = request.variables?.representations;
        if (!Array.isArray(representations) || representations.length <= MAXIMUM_REPRESENTATIONS) return;
        throw new GraphQLError(`At most ${MAXIMUM_REPRESENTATIONS} representations are looked up at once.`, {
          extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
        });
      },
    }),
  };
}
