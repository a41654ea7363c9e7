import { WebSocket } from 'ws';

/**
 * A process with idle sockets: prints `ready` when all are acknowledged, and answers pings until it is ended.
 * `node idle-sockets.ts '{"url", "count"}'`
 */

/** Which sockets to open. */
export interface IdleSockets {
  readonly url: string;
  readonly count: number;
}

/** How many connect at the same time. */
const AT_ONCE = 50;
const { url, count } = JSON.parse(process.argv[2] ?? '{}') as IdleSockets;
/** A process that has been forgotten ends by itself. */
const LIMIT_MILLISECONDS = 300_000;
let opened = 0;
let acknowledged = 0;

function open(): void {
  if (opened === count) return;
  opened += 1;
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.once('message', (message) => {
    if (!String(message).includes('connection_ack'))
      throw new Error(`Instead of an acknowledgement: ${message}`);
    acknowledged += 1;
    if (acknowledged === count) console.log('ready');
    open();
  });
  socket.on('close', (code) => {
    throw new Error(`A socket was closed with ${code}.`);
  });
}

setTimeout(() => process.exit(1), LIMIT_MILLISECONDS);
for (let index = 0; index < AT_ONCE; index += 1) open();
