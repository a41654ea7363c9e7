import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** Apollo Gateway on Apollo Server as their manuals set them up: `SUPERGRAPH_FILE=… PORT=… node stock-gateway.ts`. */
const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(process.env.SUPERGRAPH_FILE ?? 'supergraph.graphql', 'utf8'),
    logger: { debug() {}, info() {}, warn: console.warn, error: console.error },
  }),
});
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
});
console.log(`ready at ${url}`);
