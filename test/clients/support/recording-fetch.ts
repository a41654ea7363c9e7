/** A request as a client sent it. */
export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly status: number;
}

/** Replaces `fetch` by itself, with a note of what was sent, until it is disposed of. */
export function recordFetch(): { readonly sent: SentRequest[] } & Disposable {
  const original = globalThis.fetch;
  const sent: SentRequest[] = [];
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    sent.push({
      method: init?.method ?? 'GET',
      url: new URL(String(input)),
      body: String(init?.body ?? ''),
      status: response.status,
    });
    return response;
  };
  return {
    sent,
    [Symbol.dispose]() {
      globalThis.fetch = original;
    },
  };
}
