import type { Session } from '../session/session.ts';

interface ReplyWithErrors {
  errors?: { extensions?: { code?: string } }[];
}

function isUnauthenticated(status: number, body: string): boolean {
  if (status === 401) return true;
  if (!body.includes('UNAUTHENTICATED')) return false;
  try {
    const reply = JSON.parse(body) as ReplyWithErrors;
    return reply.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED') ?? false;
  } catch {
    return false;
  }
}

/** `fetch` with the person's access token; what is refused as unauthenticated is tried once more with a new token. */
export function authorizedFetch(session: Session, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  async function send(input: RequestInfo | URL, init: RequestInit | undefined) {
    const token = await session.token();
    const headers = new Headers(init?.headers);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(input, { ...init, headers });
    return { response, body: await response.text(), hadToken: token !== undefined };
  }
  return async (input, init) => {
    let sent = await send(input, init);
    if (sent.hadToken && isUnauthenticated(sent.response.status, sent.body) && (await session.renew())) {
      sent = await send(input, init);
    }
    const { status, statusText, headers } = sent.response;
    return new Response(sent.body, { status, statusText, headers });
  };
}
