import type { Dispatcher } from 'undici';
import type { EgressCall, EgressLedger } from './ledger.ts';
import { EgressRefusedError } from './refused-error.ts';
import { portOf } from './rules.ts';

interface Call {
  readonly purpose: string;
  readonly origin: URL;
  readonly method: string;
  readonly body: Dispatcher.DispatchOptions['body'];
}

/** A call whose end will be recorded, once. */
interface RecordedCall {
  readonly handler: Dispatcher.DispatchHandler;
  refuse(error: EgressRefusedError): void;
}

/** Hands on what happens to a call, and records how it ended. */
export function recordCall(
  { purpose, origin, method, body }: Call,
  handler: Dispatcher.DispatchHandler,
  ledger: EgressLedger,
): RecordedCall {
  const at = new Date();
  let sentBytes = typeof body === 'string' || body instanceof Uint8Array ? Buffer.byteLength(body) : 0;
  const isStreamed = sentBytes === 0;
  let receivedBytes = 0;
  let status: number | undefined;
  let isOver = false;

  function end(outcome: EgressCall['outcome'], reason?: string): void {
    if (isOver) return;
    isOver = true;
    ledger.record({
      at,
      purpose,
      host: origin.host,
      port: portOf(origin) ?? 0,
      method,
      outcome,
      status,
      reason,
      sentBytes,
      receivedBytes,
    });
  }

  return {
    refuse: (error) => {
      // Nothing was sent.
      sentBytes = 0;
      end('refused', error.reason);
    },
    handler: {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onRequestUpgrade(controller, statusCode, headers, socket) {
        status = statusCode;
        end('answered');
        handler.onRequestUpgrade?.(controller, statusCode, headers, socket);
      },
      onResponseStart(controller, statusCode, headers, statusMessage) {
        status = statusCode;
        handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
      },
      onResponseData(controller, chunk) {
        receivedBytes += chunk.length;
        handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd(controller, trailers) {
        end('answered');
        handler.onResponseEnd?.(controller, trailers);
      },
      onResponseError(controller, error) {
        if (error instanceof EgressRefusedError) {
          sentBytes = 0;
          end('refused', error.reason);
        } else {
          end('failed', (error as NodeJS.ErrnoException).code ?? error.name);
        }
        handler.onResponseError?.(controller, error);
      },
      onResponseStarted: () => handler.onResponseStarted?.(),
      onBodySent(chunk) {
        if (isStreamed) sentBytes += chunk.length;
        handler.onBodySent?.(chunk);
      },
      onRequestSent: () => handler.onRequestSent?.(),
    },
  };
}
