import type { AuthorityNotice } from '@codexcontinue/platform/authority-notice';
import { RuleError } from '@codexcontinue/platform/errors';
import type { EventLog, Following } from '@codexcontinue/platform/event-log/event-log';
import { GraphQLError } from 'graphql';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { Logger } from '../graphql/request-context.ts';
import { authorityOf } from '../subgraphs/subgraph-client.ts';
import { followAuthority } from './authority-feed.ts';
import type { Authentication, CallerAuthenticator } from './caller-authenticator.ts';
import { LiveCaller } from './live-caller.ts';

/** For whom the connections of this gateway speak. */
export interface LiveCallers {
  open(authentication: Authentication): LiveCaller;
  /** The connection is over. */
  close(caller: LiveCaller): void;
  stop(): void;
}

interface Entry {
  readonly authentication: Authentication;
  readonly live: LiveCaller;
  /** The last question about it; answers to earlier ones may be of before. */
  question: number;
}

/** Who cannot be confirmed within this time is let go: what was told of ends within a second, whoever is away. */
const ASK_MILLISECONDS = 750;
/** After an outage everybody is asked about, so many at a time. */
const ASKED_AT_ONCE = 20;
/** What nobody told of, but may have been missed, is asked about until there is an answer. */
const RETRY_MILLISECONDS = 1_000;
/** From asking who somebody is to opening their connection takes less. */
const REMEMBERED_MILLISECONDS = 60_000;

/**
 * Keeps open connections true to what auth says: it tells that something has changed through the event log, and every
 * gateway then asks about the connections it concerns.
 */
export function createLiveCallers(options: {
  readonly eventLog: EventLog;
  readonly authenticate: CallerAuthenticator;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}): LiveCallers {
  const { eventLog, metrics, logger } = options;
  const { forgetKeys } = options.authenticate;
  const byPerson = new Map<string, Map<LiveCaller, Entry>>();
  /** When this gateway heard of a person last, for connections that were being opened at that moment. */
  const heardAt = new Map<string, number>();
  let everybodyAt = 0;
  let following: Following | undefined;
  let retry: NodeJS.Timeout | undefined;
  let asking = false;
  let askAgain = false;
  let questions = 0;

  function onNotice(notice: AuthorityNotice): void {
    if (notice.what === 'signing-keys') {
      forgetKeys?.();
      onLost();
      return;
    }
    const { personId } = notice;
    remember(personId);
    const of = [...(byPerson.get(personId)?.values() ?? [])];
    const concerned =
      'id' in notice ? of.filter(({ authentication }) => authentication.credentialId === notice.id) : of;
    for (const entries of byCredential(concerned)) void askAbout(entries, 'told');
  }

  function remember(personId: string): void {
    const now = performance.now();
    heardAt.delete(personId);
    heardAt.set(personId, now);
    for (const [oldest, at] of heardAt) {
      if (now - at < REMEMBERED_MILLISECONDS) break;
      heardAt.delete(oldest);
    }
  }

  function onLost(): void {
    clearTimeout(retry);
    retry = undefined;
    everybodyAt = performance.now();
    askAgain = true;
    if (!asking) void askEverybody();
  }

  async function askEverybody(): Promise<void> {
    asking = true;
    while (askAgain) {
      askAgain = false;
      const waiting = byCredential([...byPerson.values()].flatMap((entries) => [...entries.values()]));
      const askInTurn = async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await askAbout(next, 'in doubt');
      };
      await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askInTurn));
    }
    asking = false;
  }

  /**
   * @param entries connections with the same credential
   * @param reason whether something is known to have changed; who is only in doubt stays while auth does not answer
   */
  async function askAbout(entries: readonly Entry[], reason: 'told' | 'in doubt'): Promise<void> {
    const again = entries[0]?.authentication.again;
    if (!again) return;
    questions += 1;
    const question = questions;
    for (const entry of entries) entry.question = question;
    try {
      const { caller } = await within(again());
      for (const { live, question: last } of entries) {
        if (last === question && authorityOf(live.caller) !== authorityOf(caller)) live.change(caller);
      }
    } catch (error) {
      const ending = error instanceof GraphQLError ? error : unconfirmed();
      const { code } = ending.extensions;
      if (reason === 'in doubt' && code === 'SERVICE_UNAVAILABLE') {
        retry ??= setTimeout(onLost, RETRY_MILLISECONDS).unref();
        return;
      }
      logger.info({ code, connections: entries.length }, 'connections are revoked');
      metrics.connectionsRevoked(code === 'UNAUTHENTICATED' ? 'over' : 'unconfirmed', entries.length);
      for (const { live } of entries) live.end(ending);
    }
  }

  function add(personId: string, entry: Entry): void {
    follow();
    const entries = byPerson.get(personId) ?? new Map<LiveCaller, Entry>();
    byPerson.set(personId, entries);
    entries.set(entry.live, entry);
    const { askedAt = 0 } = entry.authentication;
    if ((heardAt.get(personId) ?? 0) >= askedAt) void askAbout([entry], 'told');
    else if (everybodyAt >= askedAt) void askAbout([entry], 'in doubt');
  }

  /** Where nobody's authority can change there is nothing to hear of. */
  function follow(): void {
    following ??= followAuthority(eventLog, { onNotice, onLost }, logger);
  }

  if (forgetKeys) follow();
  return {
    open(authentication) {
      const { caller, again } = authentication;
      const live = new LiveCaller(caller);
      if (caller.kind === 'person' && again) add(caller.personId, { authentication, live, question: 0 });
      return live;
    },
    close(live) {
      const { caller } = live;
      if (caller.kind !== 'person') return;
      const entries = byPerson.get(caller.personId);
      entries?.delete(live);
      if (entries?.size === 0) byPerson.delete(caller.personId);
    },
    stop() {
      clearTimeout(retry);
      following?.stop();
    },
  };
}

/** Those with one session, or one key, are asked about once. */
function byCredential(entries: readonly Entry[]): Entry[][] {
  return [...Map.groupBy(entries, ({ authentication }) => authentication.credentialId).values()];
}

async function within<Value>(work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(unconfirmed()), ASK_MILLISECONDS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function unconfirmed(): RuleError {
  return new RuleError(
    'SERVICE_UNAVAILABLE',
    'It cannot be confirmed just now that you may go on. Connect again in a moment.',
  );
}
