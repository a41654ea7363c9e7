import {
  AUTHORITY_TOPIC,
  type AuthorityNotice,
  readAuthorityNotice,
} from '@codexcontinue/platform/authority-notice';
import type { EventLog, Following } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '../graphql/request-context.ts';

/** What is told of changes of authority. */
export interface AuthorityListener {
  onNotice(notice: AuthorityNotice): void;
  /** Notices may have gone unheard: everything is to be asked anew. */
  onLost(): void;
}

const RETRY_MILLISECONDS = 200;
/** While the log is away nothing is heard; what is open is asked anew this often. */
const AWAY_MILLISECONDS = 5_000;

/** Follows what auth says has changed, from now on. */
export function followAuthority(eventLog: EventLog, listener: AuthorityListener, logger: Logger): Following {
  let following: Following = { stop() {} };
  let away: NodeJS.Timeout | undefined;
  let stopped = false;

  function leave(): void {
    away ??= setInterval(() => listener.onLost(), AWAY_MILLISECONDS).unref();
  }

  function back(): void {
    clearInterval(away);
    away = undefined;
    listener.onLost();
  }

  async function begin(): Promise<void> {
    let warned = false;
    while (!stopped) {
      try {
        const tail = await eventLog.tail(AUTHORITY_TOPIC);
        if (stopped) return;
        following = eventLog.follow(AUTHORITY_TOPIC, tail, {
          onEvents(events) {
            for (const { data } of events) {
              const notice = readAuthorityNotice(data);
              if (notice) listener.onNotice(notice);
              else listener.onLost();
            }
          },
          onLive: back,
          onUnavailable: leave,
          onGap() {
            leave();
            void begin();
          },
        });
        return;
      } catch (error) {
        leave();
        if (!warned) logger.warn({ err: error }, 'revocations cannot be heard of just now');
        warned = true;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref());
      }
    }
  }

  void begin();
  return {
    stop() {
      stopped = true;
      clearInterval(away);
      following.stop();
    },
  };
}
