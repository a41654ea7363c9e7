import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import { scenarioNamed } from './scenarios/scenarios.ts';

/**
 * The process with all subgraphs of a scenario: `node subgraph-server.ts <scenario>`, each at `/<name>`. What was asked
 * once is answered from memory, so that the gateway is what is measured. `GET /calls` tells how many calls there were.
 */

const MAXIMUM_ANSWERS = 10_000;
const scenario = scenarioNamed(process.argv[2]);
const subgraphs = new Map(
  scenario.subgraphs.map(({ name, sdl, resolvers, cacheControl }) => {
    const modules = [{ typeDefs: parse(sdl), resolvers }] as Parameters<typeof buildSubgraphSchema>[0];
    const headers = {
      'content-type': 'application/json',
      ...(cacheControl ? { 'cache-control': cacheControl } : {}),
    };
    return [
      `/${name}`,
      { schema: buildSubgraphSchema(modules), headers, answers: new Map<string, Buffer>() },
    ];
  }),
);
let calls = 0;

const server = createServer((request, response) => {
  const subgraph = subgraphs.get(request.url ?? '');
  if (!subgraph) {
    response.end(String(calls));
    return;
  }
  calls += 1;
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', async () => {
    const known = subgraph.answers.get(body);
    const answer = known ?? (await compute(subgraph.schema, body));
    if (!known && subgraph.answers.size < MAXIMUM_ANSWERS) subgraph.answers.set(body, answer);
    response.writeHead(200, { ...subgraph.headers, 'content-length': answer.length });
    response.end(answer);
  });
});

async function compute(schema: GraphQLSchema, body: string): Promise<Buffer> {
  const { query, variables, operationName } = JSON.parse(body);
  const result = await graphql({ schema, source: query, variableValues: variables, operationName });
  return Buffer.from(JSON.stringify(result));
}

server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
