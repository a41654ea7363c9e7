import { newId } from '../ids.ts';
import type { EgressCall } from './ledger.ts';

/** Calls of one hour that are alike, of one process. */
export interface EgressTally {
  readonly service: string;
  /** The process: each counts by itself. */
  readonly instance: string;
  /** When the hour began, RFC 3339. */
  readonly hour: string;
  /** Without its port; `*` for what came when there were too many to tell apart. */
  readonly host: string;
  readonly port: number;
  readonly purpose: string;
  readonly outcome: EgressCall['outcome'];
  /** Why calls failed or were refused. */
  readonly reason: string | null;
  readonly calls: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Of the last answer over HTTP. */
  readonly lastStatus: number | null;
  /** RFC 3339. */
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Counts calls until they are told. */
export interface EgressTallies {
  add(call: EgressCall): void;
  /**
   * What has changed since it was taken last. Counts are of the whole hour so far: told twice, or late, they say the
   * same, and what was lost on the way is in the next.
   */
  take(): readonly EgressTally[];
  /** Gives back what could not be told. */
  giveBack(tallies: readonly EgressTally[]): void;
}

const HOUR_MILLISECONDS = 3_600_000;
/** A redirect names any host it likes; more than so many in an hour are one. */
const MAXIMUM = 1_000;

/** @param service whose calls they are */
export function createEgressTallies(service: string, maximum: number = MAXIMUM): EgressTallies {
  const instance = newId();
  const tallies = new Map<string, EgressTally>();
  const changed = new Set<string>();
  return {
    add(call) {
      const hour = new Date(
        Math.floor(call.at.getTime() / HOUR_MILLISECONDS) * HOUR_MILLISECONDS,
      ).toISOString();
      let place = { hour, ...destinationOf(call), purpose: call.purpose, outcome: call.outcome };
      const reason = call.reason ?? null;
      let key = JSON.stringify([place, reason]);
      if (tallies.size >= maximum && !tallies.has(key)) {
        place = { ...place, host: '*', port: 0 };
        key = JSON.stringify([place, reason]);
      }
      const at = call.at.toISOString();
      const known = tallies.get(key);
      changed.add(key);
      tallies.set(key, {
        service,
        instance,
        ...place,
        reason,
        calls: (known?.calls ?? 0) + 1,
        sentBytes: (known?.sentBytes ?? 0) + call.sentBytes,
        receivedBytes: (known?.receivedBytes ?? 0) + call.receivedBytes,
        lastStatus: call.status ?? known?.lastStatus ?? null,
        firstAt: known && known.firstAt < at ? known.firstAt : at,
        lastAt: known && known.lastAt > at ? known.lastAt : at,
      });
    },
    take() {
      const taken = [...changed].flatMap((key) => tallies.get(key) ?? []);
      changed.clear();
      // A call is written down when it ends, in the hour it began: the hour before this one may still grow.
      const old = new Date(Date.now() - 2 * HOUR_MILLISECONDS).toISOString();
      for (const [key, { hour }] of tallies) if (hour < old) tallies.delete(key);
      return taken;
    },
    giveBack(back) {
      for (const { service: _service, instance: _instance, ...tally } of back) {
        const { hour, host, port, purpose, outcome, reason } = tally;
        const key = JSON.stringify([{ hour, host, port, purpose, outcome }, reason]);
        if (!tallies.has(key)) tallies.set(key, { service, instance, ...tally });
        changed.add(key);
      }
    },
  };
}

function destinationOf({ host, port }: EgressCall): Pick<EgressTally, 'host' | 'port'> {
  return { host: host.endsWith(`:${port}`) ? host.slice(0, -`:${port}`.length) : host, port };
}
