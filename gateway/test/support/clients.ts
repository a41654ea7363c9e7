import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A GraphQL response as tests read it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly GraphQLFault[];
  readonly text: string;
}

export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Record<string, unknown>;
}

/** Sends an operation by POST. */
export async function post(
  url: string,
  body: { query: string; variables?: Record<string, unknown>; operationName?: string },
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return readAnswer(response);
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const { data, errors } = JSON.parse(text);
  return { status: response.status, headers: response.headers, data, errors: errors ?? [], text };
}

/** One event of an SSE stream. */
export interface SseEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** Opens a stream; `next` gives one event after the other, undefined at its end. */
export async function openSse(
  url: string,
  body: { query: string; variables?: Record<string, unknown> },
  headers: Record<string, string> = {},
  /** Below `/graphql`. */
  variant = '',
) {
  const controller = new AbortController();
  const response = await fetch(`${url}/graphql${variant}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
    signal: controller.signal,
  });
  if (!response.body) throw new Error('no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return {
    response,
    async next(): Promise<SseEvent | undefined> {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end >= 0) {
          const block = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          if (!block.startsWith(':')) return parseEvent(block);
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        buffer += value;
      }
    },
    /** What is left of the body. */
    async text(): Promise<string> {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return buffer;
        buffer += value;
      }
    },
    close: () => controller.abort(),
  };
}

/** The events up to `complete`, without it. */
export async function collectSse(...args: Parameters<typeof openSse>): Promise<SseEvent[]> {
  const stream = await openSse(...args);
  const events: SseEvent[] = [];
  for (;;) {
    const event = await stream.next();
    if (!event || event.event === 'complete') return events;
    events.push(event);
  }
}

function parseEvent(block: string): SseEvent {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trimStart()] as const;
    }),
  );
  return { event: fields.get('event') ?? 'message', id: fields.get('id'), data: fields.get('data') ?? '' };
}

/** A message of graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: never;
}

/** A socket that has not said anything yet. */
export async function openSocket(url: string, headers: Record<string, string> = {}, variant = '') {
  const address = `${url.replace('http', 'ws')}/graphql${variant}`;
  const socket = new WebSocket(address, 'graphql-transport-ws', { headers });
  const waiting: Message[] = [];
  const takers: ((message: Message) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'ping') return;
    const taker = takers.shift();
    if (taker) taker(message);
    else waiting.push(message);
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({
    code: code as number,
    reason: String(reason),
  }));
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    next: (): Promise<Message> => {
      const message = waiting.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => takers.push(resolve));
    },
  };
}

/** A socket that is connected and acknowledged. */
export async function connectSocket(url: string, authorization?: string, variant = '') {
  const connection = await openSocket(url, {}, variant);
  connection.send({ type: 'connection_init', ...(authorization ? { payload: { authorization } } : {}) });
  const acknowledged = await connection.next();
  if (acknowledged.type !== 'connection_ack')
    throw new Error(`expected connection_ack, got ${acknowledged.type}`);
  return connection;
}

/** The status by which a WebSocket is refused. */
export async function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  path = '/graphql',
): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers });
  socket.on('error', () => {});
  const [request, response] = (await once(socket, 'unexpected-response')) as [
    { destroy(): void },
    { statusCode: number },
  ];
  request.destroy();
  return response.statusCode;
}
