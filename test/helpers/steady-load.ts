import type { AnswerEvent, JourneyClient } from './journey-client.ts';

/** Somebody who does one thing over and over. */
type Work = () => Promise<void>;

/** A load that can be ended. */
export interface SteadyLoad {
  /** @returns every operation that failed: when, and as the client saw it */
  end(): Promise<readonly string[]>;
}

/** How long a client goes on to resume one answer. */
const ANSWER_LIMIT_MILLISECONDS = 60_000;

/** Each does one thing after the other until the end. No operation is tried twice. */
export function startSteadyLoad(people: readonly Work[]): SteadyLoad {
  const failures: string[] = [];
  let over = false;
  async function repeat(work: Work): Promise<void> {
    while (!over) {
      await work().catch((error: unknown) => failures.push(`${new Date().toISOString()} ${error}`));
    }
  }
  const all = Promise.all(people.map(repeat));
  return {
    async end() {
      over = true;
      await all;
      return failures;
    },
  };
}

/** Follows an answer to its end, from the last cursor on as often as it takes. @throws what broke it off last */
export async function followThrough(
  client: JourneyClient,
  generationId: string,
  after?: string,
): Promise<AnswerEvent[]> {
  const seen: AnswerEvent[] = [];
  const deadline = Date.now() + ANSWER_LIMIT_MILLISECONDS;
  for (;;) {
    try {
      for await (const event of client.followOverSse(generationId, seen.at(-1)?.cursor ?? after))
        seen.push(event);
      return seen;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
