import { connect, type Socket } from 'node:net';
import { answering, CONNECT_TIMEOUT_MILLISECONDS, checkedAddresses, type Resolve } from './connector.ts';
import type { EgressCall, EgressLedger } from './ledger.ts';
import { EgressRefusedError } from './refused-error.ts';
import { type EgressRule, portOf } from './rules.ts';

/**
 * Opens a connection for a protocol that is not HTTP, to an address that was checked. It is one call of the ledger, written
 * down when it ends.
 *
 * @param url `smtp://mail.example.org:587`; what else it holds goes nowhere
 * @throws EgressRefusedError when no rule allows it
 */
export async function openCheckedSocket(
  url: URL,
  { purpose, rules, resolve, ledger }: SocketOptions,
): Promise<Socket> {
  const at = new Date();
  const { host } = url;
  const port = portOf(url) ?? 0;
  let isOver = false;
  function end(outcome: EgressCall['outcome'], reason: string | undefined, socket?: Socket): void {
    if (isOver) return;
    isOver = true;
    const bytes = { sentBytes: socket?.bytesWritten ?? 0, receivedBytes: socket?.bytesRead ?? 0 };
    ledger.record({
      at,
      purpose,
      host,
      port,
      method: 'CONNECT',
      outcome,
      status: undefined,
      reason,
      ...bytes,
    });
  }
  try {
    const addresses = await checkedAddresses(rules, url, resolve);
    const socket = await connected(url.hostname.replace(/^\[|\]$/g, ''), port, addresses);
    let fault: string | undefined;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fault = error.code ?? error.name;
    });
    socket.once('close', () => end(fault === undefined ? 'answered' : 'failed', fault, socket));
    return socket;
  } catch (error) {
    if (error instanceof EgressRefusedError) end('refused', error.reason);
    else end('failed', (error as NodeJS.ErrnoException).code ?? (error as Error).name);
    throw error;
  }
}

export interface SocketOptions {
  readonly purpose: string;
  readonly rules: readonly EgressRule[];
  readonly resolve: Resolve;
  readonly ledger: EgressLedger;
}

function connected(host: string, port: number, addresses: readonly string[]): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: answering(addresses), autoSelectFamily: true });
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error(`${host} does not answer`), { code: 'ETIMEDOUT' })),
      CONNECT_TIMEOUT_MILLISECONDS,
    );
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}
