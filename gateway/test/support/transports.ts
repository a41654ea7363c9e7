import { connectSocket, type GraphQLFault, openSocket, openSse, readAnswer } from './clients.ts';
import { openMultipart } from './multipart-client.ts';

/** An operation as a client sends it, named or as text. */
export interface SentOperation {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly documentId?: string;
  readonly id?: string;
}

export interface Reply {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly GraphQLFault[];
}

type Send = (url: string, operation: SentOperation, client?: string) => Promise<Reply>;

const headersOf = (client: string | undefined) =>
  client === undefined ? undefined : { 'apollographql-client-name': client };

/** Sends an operation over each transport and reads the first answer. */
export const TRANSPORTS: Readonly<Record<string, Send>> = {
  async POST(url, operation, client) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(client) },
      body: JSON.stringify(operation),
    });
    return readAnswer(response);
  },
  async GET(url, operation, client) {
    const fields = Object.entries(operation).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const search = new URLSearchParams(Object.fromEntries(fields));
    return readAnswer(await fetch(`${url}/graphql?${search}`, { headers: { ...headersOf(client) } }));
  },
  async SSE(url, operation, client) {
    const stream = await openSse(url, operation as { query: string }, headersOf(client));
    const event = await stream.next();
    stream.close();
    const { data, errors = [] } = JSON.parse(String(event?.data));
    return { data, errors };
  },
  async multipart(url, operation, client) {
    const accept = 'multipart/mixed;subscriptionSpec=1.0';
    const stream = await openMultipart(url, operation as { query: string }, {
      accept,
      ...headersOf(client),
    });
    let part = await stream.next();
    while (part && !('payload' in part)) part = await stream.next();
    stream.close();
    return { data: part?.payload?.data, errors: part?.errors ?? part?.payload?.errors ?? [] };
  },
  async WebSocket(url, operation, client) {
    const connection = client === undefined ? await connectSocket(url) : await openSocket(url);
    if (client !== undefined) {
      connection.send({ type: 'connection_init', payload: headersOf(client) });
      await connection.next();
    }
    connection.send({ id: '1', type: 'subscribe', payload: { query: '', ...operation } });
    const { type, payload } = await connection.next();
    connection.socket.close();
    if (type === 'error') return { errors: payload as unknown as GraphQLFault[] };
    const { data, errors = [] } = (payload ?? {}) as { data?: Reply['data']; errors?: GraphQLFault[] };
    return { data, errors };
  },
};
