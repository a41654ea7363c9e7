import { connect, type Socket } from 'node:net';

const FIN = 0x80;
const MASKED = 0x80;
const SIXTEEN_BITS = 126;

export const TEXT = 0x1;
export const PONG = 0xa;

/** One frame as a client sends it (RFC 6455, section 5.2), masked by zeros. */
export function frame(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < SIXTEEN_BITS
      ? [FIN | opcode, MASKED | payload.length]
      : [FIN | opcode, MASKED | SIXTEEN_BITS, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from(head), Buffer.alloc(4), payload]);
}

/** A WebSocket without a library: it answers nothing by itself, and reads only when it is told to. */
export async function openRawSocket(url: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => {});
  socket.write(
    [
      'GET /graphql HTTP/1.1',
      `Host: ${host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      '\r\n',
    ].join('\r\n'),
  );
  await waitFor(socket, '101 Switching Protocols');
  socket.write(frame(TEXT, '{"type":"connection_init"}'));
  await waitFor(socket, 'connection_ack');
  return socket;
}

/** Reads until a text has come, and stops reading. */
export function waitFor(socket: Socket, text: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let received = '';
  const read = (chunk: Buffer) => {
    received += chunk.toString('latin1');
    if (!received.includes(text)) return;
    socket.off('data', read).pause();
    resolve();
  };
  socket.on('data', read).resume();
  return promise;
}
