import { isAPIError } from 'better-auth/api';
import type { BetterAuth } from './better-auth.ts';
import type { CeremonyMemory } from './ceremony-memory.ts';

/** Runs Better Auth's endpoints for people our own sessions vouch for. */
export interface Ceremonies {
  /** Without a person: signing in. */
  run<Result>(ceremony: (auth: BetterAuth) => Promise<Result>): Promise<Result>;
  /** @param ceremony given the headers that make Better Auth see the person */
  as<Result>(
    personId: string,
    ceremony: (auth: BetterAuth, headers: Headers) => Promise<Result>,
  ): Promise<Result>;
}

export function createCeremonies(auth: BetterAuth, memory: CeremonyMemory): Ceremonies {
  return {
    run: (ceremony) => memory.during(() => ceremony(auth)),
    as: (personId, ceremony) =>
      memory.during(async () => {
        const { headers } = await auth.api.beginCeremony({ body: { personId }, returnHeaders: true });
        return ceremony(auth, cookieHeaders(headers));
      }),
  };
}

/** The cookies a reply sets, as a request sends them back. */
export function cookieHeaders(reply: Headers): Headers {
  const pairs = reply.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
  return new Headers({ cookie: pairs.join('; ') });
}

/**
 * What Better Auth refused, by its code; anything else goes on being thrown.
 *
 * @returns undefined when it was done
 */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return error.body?.code ?? error.status.toString();
    throw error;
  }
}
