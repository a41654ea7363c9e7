import type { Caller } from '@codexcontinue/platform/identity';
import type { Logger as PinoLogger } from '@codexcontinue/platform/log';
import type { DocumentNode } from 'graphql';
import type { ResponseCaching } from '../cache/operation-caching.ts';
import type { LiveCaller } from '../identity/live-caller.ts';
import type { ClientIdentity } from '../operations/client-identity.ts';
import type { QuotaMeter } from '../quotas/operation-quotas.ts';

/** What is logged for a request carries its id. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

/** A subscription that passed parsing, validation and the limits. */
export interface AcceptedSubscription {
  readonly document: DocumentNode;
  /** Names the text of the document. */
  readonly documentHash: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What everything that happens for one request, or one connection, knows about it. */
export interface RequestContext {
  readonly caller: Caller;
  /** How that changes, for what stays open; absent where it cannot. */
  readonly liveCaller?: LiveCaller | undefined;
  /** The program that asks, as it calls itself; absent where it does not say. */
  readonly client?: ClientIdentity | undefined;
  /** Whether the gateway asks by itself: then it is no client's operation. */
  readonly isInternal?: boolean;
  readonly requestId: string;
  /** The client's address; absent where there is none, as for what the gateway asks by itself. */
  readonly remoteAddress?: string;
  readonly logger: Logger;
  /** The trace the client says it is in (W3C Trace Context), as it came. */
  readonly traceparent?: unknown;
  /** Passes cookies on to the client; absent where the transport has no reply to put them on. */
  readonly onSetCookie?: (cookies: readonly string[]) => void;
  /** Told how long the response to a query is good; absent where nobody keeps it. */
  readonly onCaching?: (caching: ResponseCaching) => void;
  /** Whether the request may change nothing: a GET. Apollo knows that of its own HTTP requests only. */
  readonly readOnly?: boolean;
  /** What the operation takes of its caller's quotas; absent where nothing is counted. */
  readonly quotaMeter?: QuotaMeter | undefined;
  /** Takes a subscription; absent where the transport cannot carry one. */
  readonly acceptSubscription?: (subscription: AcceptedSubscription) => void;
}
