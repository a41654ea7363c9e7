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
export class OllamaStreamError extends Error {
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
    const body = response.body?.pipeThrough(checkLines());
    // undici's Response and the global one differ in type only.
    return new Response(body as unknown as ReadableStream<Uint8Array>, {
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

function checkLines(): TransformStream<Uint8Array, Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const pass = (controller: TransformStreamDefaultController<Uint8Array>) => {
    const line = Buffer.concat(parts);
    parts = [];
    length = 0;
    if (line.length === 0 || line.toString('latin1').trim() === '') return;
    checkLine(line, decoder);
    controller.enqueue(line.at(-1) === NEWLINE ? line : Buffer.concat([line, Buffer.of(NEWLINE)]));
  };
  return new TransformStream({
    transform(chunk, controller) {
      let start = 0;
      while (start < chunk.length) {
        const newline = chunk.indexOf(NEWLINE, start);
        const end = newline < 0 ? chunk.length : newline + 1;
        parts.push(chunk.subarray(start, end));
        length += end - start;
        if (length > LONGEST_LINE_BYTES) throw new OllamaStreamError('a line is too long');
        if (newline >= 0) pass(controller);
        start = end;
      }
    },
    flush: pass,
  });
}

function checkLine(line: Uint8Array, decoder: TextDecoder): void {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(line));
  } catch {
    throw new OllamaStreamError('a line is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new OllamaStreamError('a line is no JSON object');
}
