/** How the next chat or generate request goes wrong. */
const MISBEHAVIOURS = [
  'hang-before-first-token',
  'stall',
  'error-in-stream',
  'close-without-done',
  'garbage',
  'long-line',
  'http-503',
  'endless',
  'endless-silence',
  'slow',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

/** What the simulator was told to do. */
export interface Behaviour {
  /** For one chat or generate request, then forgotten. */
  next: Misbehaviour | undefined;
  /** Between two tokens. */
  tokenDelayMilliseconds: number;
  /** Instead of the answer made from the prompt. */
  answer: string | undefined;
  /** How many tokens an answer has; the answer is repeated or cut. */
  tokens: number | undefined;
}

/** As it is until it is told otherwise. */
export function usualBehaviour(tokenDelayMilliseconds: number): Behaviour {
  return { next: undefined, tokenDelayMilliseconds, answer: undefined, tokens: undefined };
}

/**
 * Changes what is named; null sets it back.
 * @returns what is wrong with the change, if anything
 */
export function changeBehaviour(
  behaviour: Behaviour,
  usual: Behaviour,
  change: Record<string, unknown>,
): string | undefined {
  const { next, tokenDelayMilliseconds, answer, tokens } = change;
  if (next !== undefined && next !== null && !isMisbehaviour(next)) {
    return `"next" must be one of ${MISBEHAVIOURS.join(', ')}, or null.`;
  }
  if (typeof (tokenDelayMilliseconds ?? 0) !== 'number')
    return '"tokenDelayMilliseconds" must be a number or null.';
  if (typeof (answer ?? '') !== 'string') return '"answer" must be a text or null.';
  if (typeof (tokens ?? 0) !== 'number') return '"tokens" must be a number or null.';
  if (next !== undefined) behaviour.next = isMisbehaviour(next) ? next : undefined;
  if (tokenDelayMilliseconds !== undefined) {
    behaviour.tokenDelayMilliseconds =
      typeof tokenDelayMilliseconds === 'number' ? tokenDelayMilliseconds : usual.tokenDelayMilliseconds;
  }
  if (answer !== undefined) behaviour.answer = typeof answer === 'string' ? answer : undefined;
  if (tokens !== undefined) behaviour.tokens = typeof tokens === 'number' ? tokens : undefined;
  return undefined;
}

function isMisbehaviour(value: unknown): value is Misbehaviour {
  return MISBEHAVIOURS.some((known) => known === value);
}
