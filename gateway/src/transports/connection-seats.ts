import type { Caller } from '@codexcontinue/platform/identity';
import { GraphQLError } from 'graphql';
import { clientNetwork } from './client-network.ts';
import type { TransportLimits } from './limits.ts';

/** Why a connection is not taken. */
export type SeatRefusal = 'process' | 'person' | 'address';

/** The place of one connection among those of its process. */
export interface Seat {
  /** Counts the connection as one of the person's from now on. @returns false where the person has too many */
  identify(caller: Caller): boolean;
  /** Calling it twice does nothing more. */
  leave(): void;
}

/** Counts the connections of all transports together. */
export interface ConnectionSeats {
  /** @param address where the connection comes from; it counts until somebody is known to have opened it */
  take(address: string): Seat | SeatRefusal;
}

const REFUSALS: Readonly<Record<SeatRefusal, string>> = {
  process: 'This gateway holds as many connections as it can. Try again in a moment.',
  person: 'You have too many connections open. Close some: one carries many subscriptions.',
  address: 'Too many connections come from your address. Close some, or sign in on them.',
};

/** Says why there is no seat, with the code TOO_MANY_CONNECTIONS, or SERVICE_UNAVAILABLE where it is not the client's doing. */
export function tooManyConnections(refusal: SeatRefusal): GraphQLError {
  const code = refusal === 'process' ? 'SERVICE_UNAVAILABLE' : 'TOO_MANY_CONNECTIONS';
  return new GraphQLError(REFUSALS[refusal], { extensions: { code } });
}

export function createConnectionSeats(limits: TransportLimits): ConnectionSeats {
  const taken = new Map<string, number>();
  let total = 0;

  function add(key: string, maximum: number): boolean {
    const count = taken.get(key) ?? 0;
    if (count >= maximum) return false;
    taken.set(key, count + 1);
    return true;
  }

  function remove(key: string): void {
    const count = (taken.get(key) ?? 0) - 1;
    if (count > 0) taken.set(key, count);
    else taken.delete(key);
  }

  return {
    take(address) {
      if (total >= limits.connections) return 'process';
      let key: string | undefined = `address ${clientNetwork(address)}`;
      if (!add(key, limits.connectionsPerAddress)) return 'address';
      total += 1;
      return {
        identify(caller) {
          if (key === undefined || caller.kind !== 'person') return true;
          const personKey = `person ${caller.personId}`;
          if (!add(personKey, limits.connectionsPerPerson)) return false;
          remove(key);
          key = personKey;
          return true;
        },
        leave() {
          if (key === undefined) return;
          remove(key);
          key = undefined;
          total -= 1;
        },
      };
    },
  };
}
