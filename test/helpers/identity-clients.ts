import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Answer, connectSocket, openSse, post } from '../../gateway/test/support/clients.ts';
import { openMultipart } from '../../gateway/test/support/multipart-client.ts';

/** Somebody with an account and a session of their own. */
export interface Somebody {
  readonly id: string;
  readonly email: string;
  /** `Bearer …`, of the session, or of a key. */
  readonly authorization: string;
  readonly refreshToken: string | null;
}

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) {
  ... on SignedIn { accessToken refreshToken user { id } } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  ... on SignedIn { accessToken refreshToken user { id } } } }`;
export const PASSWORD = 'a good password';

// biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
type Data = any;

/** Asks as somebody; an error is a fault of the test. */
export async function ask(
  url: string,
  who: Pick<Somebody, 'authorization'> | undefined,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const answer = await tryAsking(url, who, query, variables);
  assert.deepEqual(answer.errors, [], query);
  return answer.data;
}

/** Asks as somebody, whatever comes of it. */
export function tryAsking(
  url: string,
  who: Pick<Somebody, 'authorization'> | undefined,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  return post(url, { query, variables }, who ? { authorization: who.authorization } : {});
}

export async function signUp(url: string, offline = false): Promise<Somebody> {
  const email = `${randomUUID()}@example.org`;
  const input = { email, password: PASSWORD, name: 'Ada', offline };
  const { signUp: begun } = await ask(url, undefined, SIGN_UP, { input });
  return {
    id: begun.user.id,
    email,
    authorization: `Bearer ${begun.accessToken}`,
    refreshToken: begun.refreshToken,
  };
}

/** Another session of the same person. */
export async function signInAgain(url: string, { email, id }: Somebody, offline = false): Promise<Somebody> {
  const input = { email, password: PASSWORD, offline };
  const { signIn: begun } = await ask(url, undefined, SIGN_IN, { input });
  return { id, email, authorization: `Bearer ${begun.accessToken}`, refreshToken: begun.refreshToken };
}

export async function createWorkspace(url: string, owner: Somebody): Promise<string> {
  const { createWorkspace: made } = await ask(
    url,
    owner,
    'mutation { createWorkspace(input: { name: "Plant 7" }) { ... on WorkspaceCreated { workspace { id } } } }',
  );
  return made.workspace.id;
}

export async function addMember(
  url: string,
  owner: Somebody,
  workspaceId: string,
  { email }: Somebody,
  role: string,
): Promise<void> {
  const query =
    'mutation ($input: AddWorkspaceMemberInput!) { addWorkspaceMember(input: $input) { __typename } }';
  const { addWorkspaceMember } = await ask(url, owner, query, { input: { workspaceId, email, role } });
  assert.equal(addWorkspaceMember.__typename, 'WorkspaceMemberAdded');
}

/** A key for somebody, as a caller. */
/** A workspace, who owns it and who audits it. Whoever is first on the instance administers that, too. */
export async function createAuditedWorkspace(
  url: string,
): Promise<{ readonly owner: Somebody; readonly auditor: Somebody; readonly workspaceId: string }> {
  const owner = await signUp(url);
  const workspaceId = await createWorkspace(url, owner);
  const auditor = await signUp(url);
  await addMember(url, owner, workspaceId, auditor, 'AUDITOR');
  return { owner, auditor, workspaceId };
}

export async function createKey(
  url: string,
  owner: Somebody,
  workspaceId: string,
  scopes: readonly string[],
): Promise<Somebody & { readonly keyId: string; readonly secret: string }> {
  const query = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
    ... on ApiKeyCreated { secret apiKey { id } } ... on Failure { message } } }`;
  const { createApiKey: made } = await ask(url, owner, query, {
    input: { workspaceId, name: 'robot', scopes },
  });
  assert.ok(made.secret, made.message);
  return { ...owner, authorization: `Bearer ${made.secret}`, keyId: made.apiKey.id, secret: made.secret };
}

/** How a connection ended. */
export interface Ending {
  /** The code of the last error; of a WebSocket that was closed, the code it was closed with. */
  readonly code: unknown;
  /** Where the error said one may resume. */
  readonly cursor: unknown;
  /** By `performance.now()`. */
  readonly at: number;
}

/** A subscription that is open, and what becomes of it. */
export interface OpenConnection {
  readonly transport: string;
  /** The next event's data. */
  next(): Promise<Data>;
  /** Resolves when the connection, or on a WebSocket the operation, is over. */
  readonly ended: Promise<Ending>;
  close(): void;
}

type Opener = (
  url: string,
  who: Pick<Somebody, 'authorization'>,
  query: string,
  variables?: Record<string, unknown>,
) => Promise<OpenConnection>;

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly cursor?: string } }[];
}

/** Reads a connection to its end, in the background. */
function drain(
  transport: string,
  read: () => Promise<Result | number | undefined>,
  close: () => void,
): OpenConnection {
  const waiting: Data[] = [];
  const takers: ((data: Data) => void)[] = [];
  let leaving = false;
  /** Reading on after the client has left is an error of its own. */
  const readOn = () =>
    read().catch((error: unknown) => {
      if (leaving) return undefined;
      throw error;
    });
  async function readAll(): Promise<Ending> {
    let code: unknown;
    let cursor: unknown;
    for (;;) {
      const result = await readOn();
      if (typeof result === 'number') return { code: result, cursor, at: performance.now() };
      if (!result) return { code, cursor, at: performance.now() };
      const error = result.errors?.[0];
      if (error) ({ code, cursor } = error.extensions);
      const taker = takers.shift();
      if (taker) taker(result.data);
      else waiting.push(result.data);
    }
  }
  return {
    transport,
    next: async () => waiting.shift() ?? new Promise((resolve) => takers.push(resolve)),
    ended: readAll(),
    close() {
      leaving = true;
      close();
    },
  };
}

/** Opens a subscription over each transport. */
export const OPENERS: Readonly<Record<'SSE' | 'multipart' | 'WebSocket', Opener>> = {
  async SSE(url, { authorization }, query, variables = {}) {
    const stream = await openSse(url, { query, variables }, { authorization });
    const read = async () => {
      const event = await stream.next();
      return event?.data ? (JSON.parse(event.data) as Result) : undefined;
    };
    return drain('SSE', read, stream.close);
  },
  async multipart(url, { authorization }, query, variables = {}) {
    const accept = 'multipart/mixed;subscriptionSpec=1.0';
    const stream = await openMultipart(url, { query, variables }, { authorization, accept });
    const read = async () => {
      for (;;) {
        const part = await stream.next();
        if (!part || part.payload || part.errors) return part && { ...part.payload, ...part };
      }
    };
    return drain('multipart', read as () => Promise<Result | undefined>, stream.close);
  },
  async WebSocket(url, { authorization }, query, variables = {}) {
    const { socket, send, next, closed } = await connectSocket(url, authorization);
    send({ id: '1', type: 'subscribe', payload: { query, variables } });
    const gone = closed.then(({ code }) => code);
    const read = async () => {
      const message = await Promise.race([next(), gone]);
      if (typeof message === 'number') return message;
      if (message.type === 'complete') return undefined;
      return message.type === 'error'
        ? { errors: message.payload as unknown as Result['errors'] }
        : (message.payload as unknown as Result);
    };
    let over = false;
    // An operation that ends by an error leaves the socket open.
    const readOnce = async () => {
      if (over) return undefined;
      const result = await read();
      if (typeof result === 'object' && result.errors && result.data === undefined) over = true;
      return result;
    };
    return drain('WebSocket', readOnce as () => Promise<Result | number | undefined>, () => socket.close());
  },
};
