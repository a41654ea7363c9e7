import { readFileSync } from 'node:fs';
import { fastify } from 'fastify';

/** A route that sends the bytes of a file to whoever posts JSON: `BODY_FILE=… PORT=… node plain-route.ts`. */
const body = readFileSync(process.env.BODY_FILE ?? 'body.json', 'utf8');
const app = fastify();
app.post('/graphql', (_request, reply) => {
  reply.type('application/json; charset=utf-8').send(body);
});
console.log(`ready at ${await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })}`);
