import type { Dispatcher } from 'undici';
import { fetch as undiciFetch } from 'undici';

/** The model server refused a request. */
export class OllamaStatusError extends Error {
  override readonly name = 'OllamaStatusError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What the model server streams makes no sense. */
class OllamaStreamError extends Error {
  override readonly name = 'OllamaStreamError';
}

const LONGEST_LINE_BYTES = 1024 * 1024;
const LONGEST_ERROR_CHARACTERS = 500;
const NEWLINE = 0x0a;

/** The `fetch` the `ollama` client is given. */
export type OllamaFetch = typeof globalThis.fetch;

/**
 * A `fetch` that does what the client leaves out: it can be aborted before and after the headers, turns refusals into
 * errors itself (the client prints them), and lets only whole lines of JSON objects through (the client skips others
 * silently and buffers lines without bound).
 */
export function createOllamaFetch(dispatcher: Dispatcher, signal: AbortSignal): OllamaFetch {
  return async (input, init) => {
    const response = await undiciFetch(String(input), {
      ...(init as Parameters<typeof undiciFetch>[1]),
      signal,
      dispatcher,
    });
    if (!response.ok) throw new OllamaStatusError(response.status, readError(await response.text()));
    const isStream = new URL(String(input)).pathname.endsWith('/api/chat');
    const lines =
      isStream && response.body ? ReadableStream.from(checkedLines(response.body)) : response.body;
    // undici's stream and the global one differ in type only.
    return new Response(lines as ReadableStream<Uint8Array> | null, {
      status: response.status,
      headers: [...response.headers],
    });
  };
}

function readError(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    if (typeof error === 'string') return error.slice(0, LONGEST_ERROR_CHARACTERS);
  } catch {
    // Not JSON: the text itself is all there is.
  }
  return body.slice(0, LONGEST_ERROR_CHARACTERS);
}

/** Whole, checked lines; a fault comes after all the lines before it were read. */
async function* checkedLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    for (let start = 0; start < chunk.length; ) {
      const newline = chunk.indexOf(NEWLINE, start);
      const end = newline < 0 ? chunk.length : newline + 1;
      parts.push(chunk.subarray(start, end));
      length += end - start;
      if (length > LONGEST_LINE_BYTES) throw new OllamaStreamError('a line is too long');
      if (newline >= 0) {
        yield checkedLine(Buffer.concat(parts));
        parts = [];
        length = 0;
      }
      start = end;
    }
  }
  if (length > 0) yield checkedLine(Buffer.concat([...parts, Buffer.of(NEWLINE)]));
}

function checkedLine(line: Uint8Array): Uint8Array {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    throw new OllamaStreamError('a line is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OllamaStreamError('a line is no JSON object');
  }
  return line;
}
