import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { START } from '../../platform/src/event-log/event-log.ts';
import { createRedisEventLog } from '../../platform/src/event-log/redis-event-log.ts';
import { createLogger } from '../../platform/src/log.ts';

/**
 * The least there can be: events from the same reader of the event log, put on a WebSocket as the gateway puts them
 * there, with nothing checked, planned or resolved. `REDIS_URL=… PORT=… node bare-server.ts`
 */

/** As long as the gateway's cursors. */
const CURSOR = 'c'.repeat(28);
const log = createRedisEventLog({
  url: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
  logger: createLogger('bare', 'error'),
});
const httpServer = createServer((_request, response) => response.end('{"data":{}}'));
const sockets = new WebSocketServer({
  server: httpServer,
  handleProtocols: () => 'graphql-transport-ws',
});

function serve(socket: WebSocket, id: string, topic: string): void {
  const following = log.follow(`tick:${topic}`, START, {
    onEvents(events) {
      for (const { data: ticks } of events) {
        socket.send(
          JSON.stringify({
            id,
            type: 'next',
            payload: { data: { ticks }, extensions: { cursor: CURSOR } },
          }),
        );
      }
    },
    onGap: () => socket.close(),
  });
  socket.once('close', () => following.stop());
}

sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type === 'subscribe') serve(socket, message.id, message.payload.variables.topic);
  });
});
httpServer.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
