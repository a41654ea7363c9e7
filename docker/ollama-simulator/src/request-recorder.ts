import type { FastifyReply } from 'fastify';

/** A request that came. */
export interface RecordedRequest {
  readonly number: number;
  readonly path: string;
  readonly body: unknown;
  readonly receivedAt: string;
  /** Whether the client went before the answer was complete. */
  disconnected: boolean;
  /** When the answer was complete or the client went; null before. */
  endedAt: string | null;
}

const MOST_REQUESTS = 1_000;

/** Remembers the last requests for `GET /simulator/requests`. */
export class RequestRecorder {
  private requests: RecordedRequest[] = [];
  private count = 0;

  /** @returns a signal that is aborted when the client goes before the answer is complete */
  record(path: string, body: unknown, reply: FastifyReply): AbortSignal {
    this.count += 1;
    const request: RecordedRequest = {
      number: this.count,
      path,
      body,
      receivedAt: new Date().toISOString(),
      disconnected: false,
      endedAt: null,
    };
    this.requests = [...this.requests.slice(-MOST_REQUESTS + 1), request];
    const gone = new AbortController();
    reply.raw.once('close', () => {
      request.disconnected = !reply.raw.writableFinished;
      request.endedAt = new Date().toISOString();
      if (request.disconnected) gone.abort();
    });
    return gone.signal;
  }

  list(): readonly RecordedRequest[] {
    return this.requests;
  }

  clear(): void {
    this.requests = [];
  }
}
