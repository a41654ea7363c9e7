import { WebSocket } from 'ws';
import { percentile } from '../figure.ts';

/**
 * The process with all subscribers, each on a socket of its own: prints `ready` once each has had the first event of its
 * topic and `done {…}` once each has had all. `node subscribers.ts '{"url", "query", "topics", "perTopic", "events"}'`
 */

/** Who subscribes to what. */
export interface Subscribers {
  readonly url: string;
  readonly query: string;
  readonly topics: readonly string[];
  /** Subscribers of each topic. */
  readonly perTopic: number;
  /** How many events each gets, the first included. */
  readonly events: number;
  /** Whether to read from each event how long it took; that costs more than counting. */
  readonly latency: boolean;
  /** How often each reads all events but the last before it is measured, so that this program is compiled by then. */
  readonly rehearsals?: number;
}

/** What they saw. */
export interface SubscribersResult {
  readonly delivered: number;
  readonly messageBytes: number;
  /** From the first event after `ready` to the last. */
  readonly seconds: number;
  /** From subscribing to the last event; of the slowest. */
  readonly subscribedSeconds: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

const LIMIT_MILLISECONDS = 120_000;
/** Ids are one character; they stand behind `{"id":"`. */
const MEASURED = 'm';
const ID_AT = 7;
const options = JSON.parse(process.argv[2] ?? '{}') as Subscribers;
const latencies: number[] = [];
const count = options.topics.length * options.perTopic;
let acknowledged = 0;
let started = 0;
let finished = 0;
let delivered = 0;
let messageBytes = 0;
let firstAt = 0;
let subscribedAt = 0;

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}

function open(topic: string): WebSocket {
  const socket = new WebSocket(options.url, 'graphql-transport-ws', {
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  let id = MEASURED;
  let rehearsalsLeft = options.rehearsals ?? 0;
  let received = 0;
  const subscribeAs = (name: string) => {
    id = name;
    received = 0;
    const payload = { query: options.query, variables: { topic } };
    socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
  };
  const prepare = () => {
    if (rehearsalsLeft > 0) return subscribeAs(String(rehearsalsLeft));
    acknowledged += 1;
    if (acknowledged === count) subscribeAll();
  };
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('close', (code) => fail(`A socket was closed with ${code}.`));
  socket.on('error', (error) => fail(String(error)));
  socket.on('message', (message: Buffer) => {
    if (message.length < 40) return prepare();
    // A subscription that was completed may still have had one under way.
    if (message[ID_AT] !== id.charCodeAt(0)) return;
    received += 1;
    if (id !== MEASURED) {
      if (received < options.events - 1) return;
      socket.send(JSON.stringify({ id, type: 'complete' }));
      rehearsalsLeft -= 1;
      return prepare();
    }
    delivered += 1;
    if (received === 1) {
      const text = message.toString();
      if (!text.includes('"next"')) fail(`Instead of an event came ${text}`);
      messageBytes = message.length;
      started += 1;
      if (started === count) console.log('ready');
    } else {
      firstAt ||= performance.now();
      if (options.latency) noteLatency(message);
    }
    if (received < options.events) return;
    finished += 1;
    if (finished === count) finish();
  });
  return Object.assign(socket, { subscribe: () => subscribeAs(MEASURED) });
}

function noteLatency(message: Buffer): void {
  const sentAt = Number(/"sentAt":([\d.]+)/.exec(message.toString('latin1'))?.[1]);
  latencies.push(performance.timeOrigin + performance.now() - sentAt);
}

const sockets = options.topics.flatMap((topic) =>
  Array.from({ length: options.perTopic }, () => open(topic) as WebSocket & { subscribe(): void }),
);

setTimeout(
  () => fail(`${finished} of ${count} subscribers had everything in time, ${delivered} events in all.`),
  LIMIT_MILLISECONDS,
);

function subscribeAll(): void {
  subscribedAt = performance.now();
  for (const socket of sockets) socket.subscribe();
}

function finish(): void {
  const now = performance.now();
  const result: SubscribersResult = {
    delivered,
    messageBytes,
    seconds: (now - firstAt) / 1_000,
    subscribedSeconds: (now - subscribedAt) / 1_000,
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
  };
  console.log(`done ${JSON.stringify(result)}`);
  process.exit(0);
}
