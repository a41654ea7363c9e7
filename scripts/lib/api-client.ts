import { readEventStream } from './event-stream.ts';
/** A fault that the API told, with its stable code. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string | undefined;
  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** What a mutation answers when it did not do what was asked. */
export interface Refusal {
  readonly __typename: string;
  readonly message: string;
}

interface Reply<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A subscription that stands. */
export interface Subscription<Data> {
  readonly events: AsyncGenerator<Data>;
  /** Ends it, also where no event was ever read. */
  close(): void;
}

/** The public API as any client uses it: HTTP, and Server-Sent Events. */
export interface ApiClient {
  readonly url: string;
  /** The access token to send from now on. */
  accessToken: string | undefined;
  /** @throws ApiError with the first error of the reply */
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** Resolves when the subscription stands: whatever happens from then on is among its events. */
  subscribe<Data>(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Subscription<Data>>;
  /** Sends a file's bytes to the address `createUpload` gave. */
  put(address: string, contentType: string, content: Uint8Array): Promise<void>;
}

export function createApiClient(url: string): ApiClient {
  const client: ApiClient = {
    url,
    accessToken: undefined,
    async ask<Data>(query: string, variables = {}) {
      const response = await post(query, variables, 'application/json');
      return dataOf((await readJson(response)) as Reply<Data>);
    },
    async subscribe<Data>(query: string, variables: object, signal?: AbortSignal) {
      const control = new AbortController();
      signal?.addEventListener('abort', () => control.abort(signal.reason), { once: true });
      const response = await post(query, variables, 'text/event-stream', control.signal);
      if (!response.ok || !response.body) dataOf((await readJson(response)) as Reply<Data>);
      if (!response.body) throw new ApiError(`The server answered ${response.status} without a stream.`);
      // Taken at once: fetch cancels a body that nobody holds when the response is collected as garbage.
      const chunks = response.body.values();
      return { events: readEvents<Data>(chunks, control), close: () => control.abort() };
    },
    async put(address, contentType, content) {
      const response = await fetch(new URL(address, url), {
        method: 'PUT',
        headers: { 'content-type': contentType },
        body: Buffer.from(content),
      });
      if (response.status !== 201)
        throw new ApiError(`The upload was answered with ${response.status}: ${await response.text()}`);
    },
  };

  function post(query: string, variables: object, accept: string, signal?: AbortSignal): Promise<Response> {
    const { accessToken } = client;
    return fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept,
        ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
      ...(signal ? { signal } : {}),
    });
  }

  return client;
}

/** What a mutation answered, if it is the one type that means it was done. @throws ApiError with the refusal */
export function expectDone<Result extends { readonly __typename: string }, Name extends Result['__typename']>(
  result: Result,
  name: Name,
): Extract<Result, { readonly __typename: Name }> {
  if (result.__typename === name) return result as Extract<Result, { readonly __typename: Name }>;
  const { message } = result as Partial<Refusal>;
  throw new ApiError(message ?? `The server answered ${result.__typename}.`, result.__typename);
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(`The server answered ${response.status} with something that is no JSON.`);
  }
}

function dataOf<Data>({ data, errors }: Reply<Data>): Data {
  const first = errors?.[0];
  if (first) throw new ApiError(first.message, first.extensions?.code);
  if (data === undefined || data === null) throw new ApiError('The server answered without data.');
  return data;
}

/** @throws ApiError when the stream breaks off, or carries errors */
async function* readEvents<Data>(
  chunks: AsyncIterable<Uint8Array>,
  control: AbortController,
): AsyncGenerator<Data> {
  for await (const reply of readEventStream(chunks, control)) yield dataOf(reply as Reply<Data>);
}
