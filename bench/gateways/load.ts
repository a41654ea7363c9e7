import { connect, type Socket } from 'node:net';

/**
 * The load generator, a process of its own: posts one body over and over on so many keep-alive connections and prints
 * what came of it as JSON. It takes apart no more of an answer than where it ends, so that it costs less than what it
 * measures. `node load.ts '{"url", "body", "connections", "seconds"}'`
 */

/** What to send. */
export interface Load {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

/** What came of it. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers that were not 200, or not as long as the first. */
  readonly faults: number;
  readonly bodyBytes: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

const ANSWER_LIMIT_MILLISECONDS = 30_000;
const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

function run({ url, body, connections, seconds }: Load): Promise<LoadResult> {
  const { hostname, port, pathname, host } = new URL(url);
  const request = Buffer.from(
    `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const latencies: number[] = [];
  let faults = 0;
  let bodyBytes = 0;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;

  function drive(socket: Socket, done: () => void): void {
    let sentAt = 0;
    let received: Buffer = Buffer.alloc(0);
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const length = answeredBytes(received);
      if (length === undefined) return;
      const now = performance.now();
      latencies.push(now - sentAt);
      bodyBytes ||= length;
      if (length !== bodyBytes || received.toString('latin1', 9, 12) !== '200') faults += 1;
      received = Buffer.alloc(0);
      if (now < until) send();
      else socket.end(done);
    });
    socket.setTimeout(ANSWER_LIMIT_MILLISECONDS, () => {
      console.error(`There was no answer within ${ANSWER_LIMIT_MILLISECONDS / 1_000} s.`);
      process.exit(1);
    });
    socket.on('error', (error) => {
      console.error(error);
      process.exit(1);
    });
  }

  const sockets = Array.from(
    { length: connections },
    () => new Promise<void>((done) => drive(connect({ host: hostname, port: Number(port) }), done)),
  );
  return Promise.all(sockets).then(() => {
    const elapsed = (performance.now() - startedAt) / 1_000;
    const sorted = latencies.toSorted((left, right) => left - right);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    return {
      requests: latencies.length,
      seconds: elapsed,
      faults,
      bodyBytes,
      p50Milliseconds: at(0.5),
      p99Milliseconds: at(0.99),
    };
  });
}

/** How long the body is, once all of the answer is there. */
function answeredBytes(received: Buffer): number | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const bodyStart = headEnd + HEAD_END.length;
  const head = received.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return received.length - bodyStart >= Number(length) ? Number(length) : undefined;
  }
  const end = received.subarray(-LAST_CHUNK.length);
  return received.length > bodyStart && end.equals(LAST_CHUNK) ? received.length - bodyStart : undefined;
}

console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '{}') as Load)));
