import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { type Refusal, refuse } from './accounts.ts';

/** Answers why a password is too easy to guess, and what would help; undefined for one that is not. */
export type PasswordStrength = (
  password: string,
  /** What a guesser knows about the person: their address, their name. */
  known: readonly string[],
) => Promise<Refusal | undefined>;

/** zxcvbn's score from 0 to 4; at 3 a password withstands 10^8 guesses. */
const ENOUGH = 3;
/** What is longer is strong enough by what stands in its beginning, and costs no more time. */
const JUDGED_LENGTH = 100;

/**
 * Judges passwords as a guesser would try them: what breaches brought to light, words, names, keyboard rows, dates. The
 * lists are some megabytes; they are loaded with the first judgement.
 */
export function createPasswordStrength(): PasswordStrength {
  let loading: Promise<ZxcvbnFactory> | undefined;
  return async (password, known) => {
    loading ??= load();
    const zxcvbn = await loading;
    const words = known
      .flatMap((text) => [text, ...text.split('@'), ...text.split(/[^\p{L}\p{N}]+/u)])
      .filter(Boolean);
    const { score, feedback } = zxcvbn.check(password.slice(0, JUDGED_LENGTH), words);
    if (score >= ENOUGH) return undefined;
    const reason = feedback.warning ?? 'This password is easy to guess.';
    const advice = feedback.suggestions.join(' ') || 'Add more words that are less common.';
    return refuse('password', `${reason} ${advice}`);
  };
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
}
