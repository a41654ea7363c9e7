import type { GraphQLFault } from './clients.ts';

/** One part of a multipart response; `{}` is a heartbeat. */
export interface Part {
  readonly payload?: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly GraphQLFault[];
    readonly extensions?: { readonly cursor?: string };
  } | null;
  readonly errors?: readonly GraphQLFault[];
}

const ACCEPT = 'multipart/mixed;subscriptionSpec=1.0, application/json';
const DELIMITER = '\r\n--graphql';

/** Opens a stream; `next` gives one part after the other, undefined after the closing boundary. */
export async function openMultipart(
  url: string,
  body: { query: string; variables?: Record<string, unknown> },
  headers: Record<string, string> = {},
) {
  const controller = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: ACCEPT, ...headers },
    body: JSON.stringify(body),
    signal: controller.signal,
  });
  if (!response.body) throw new Error('no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';

  async function read(): Promise<boolean> {
    const { done, value } = await reader.read();
    if (!done) buffer += value;
    return !done;
  }

  return {
    response,
    async next(): Promise<Part | undefined> {
      for (;;) {
        const start = buffer.indexOf(DELIMITER);
        const rest = start < 0 ? '' : buffer.slice(start + DELIMITER.length);
        if (rest.startsWith('--')) return undefined;
        const end = rest.indexOf(DELIMITER);
        if (end >= 0) {
          buffer = rest.slice(end);
          return JSON.parse(rest.slice(rest.indexOf('\r\n\r\n'), end)) as Part;
        }
        if (!(await read())) throw new Error('The stream ended without its closing boundary.');
      }
    },
    /** What is left of the body. */
    async text(): Promise<string> {
      while (await read());
      return buffer;
    },
    close: () => controller.abort(),
  };
}

/** All parts but heartbeats. */
export async function collectParts(...args: Parameters<typeof openMultipart>): Promise<Part[]> {
  const stream = await openMultipart(...args);
  const parts: Part[] = [];
  for (;;) {
    const part = await stream.next();
    if (!part) return parts;
    if (Object.keys(part).length > 0) parts.push(part);
  }
}
