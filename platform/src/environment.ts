import { readFileSync } from 'node:fs';
import { LOG_LEVELS, type LogLevel } from './log.ts';

/** Turns a text of the environment into a value, or throws an Error whose message says what is expected. */
export type Parser<Value> = (text: string) => Value;

/** One variable of a service's environment. */
export interface Variable<Value> {
  readonly parse: Parser<Value>;
  readonly fallback: (() => Value) | undefined;
}

type Values<Spec> = {
  readonly [Name in keyof Spec]: Spec[Name] extends Variable<infer Value> ? Value : never;
};

/** Everything that is wrong with an environment, a line each. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `The environment has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/** A variable that must be set. */
export function required<Value>(parse: Parser<Value>): Variable<Value> {
  return { parse, fallback: undefined };
}

/** A variable that may be left out. */
export function optional<Value>(parse: Parser<Value>): Variable<Value | undefined> {
  return { parse, fallback: () => undefined };
}

/** A variable with a value for when it is left out. */
export function withDefault<Value>(parse: Parser<Value>, value: Value): Variable<Value> {
  return { parse, fallback: () => value };
}

/**
 * Reads a service's variables. Each may also be given as a file: `NAME_FILE` names it, its content without the final
 * line break is the value. An empty variable counts as left out.
 *
 * @throws EnvironmentError with all faults at once
 */
export function readEnvironment<Spec extends Record<string, Variable<unknown>>>(
  spec: Spec,
  source: Readonly<Record<string, string | undefined>>,
): Values<Spec> {
  const faults: string[] = [];
  const values = Object.entries(spec).map(([name, variable]) => {
    try {
      const text = readText(name, source);
      if (text !== undefined) return [name, variable.parse(text)];
      if (variable.fallback) return [name, variable.fallback()];
      faults.push(`${name} is missing. Set it, or set ${name}_FILE to a file that holds it.`);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [name, undefined];
  });
  if (faults.length > 0) throw new EnvironmentError(faults);
  return Object.fromEntries(values) as Values<Spec>;
}

function readText(name: string, source: Readonly<Record<string, string | undefined>>): string | undefined {
  const direct = source[name];
  const path = source[`${name}_FILE`];
  if (direct && path) throw new Error(`is set twice: directly and by ${name}_FILE. Remove one.`);
  if (direct) return direct;
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(
      `the file ${path} of ${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

/** Any text. */
export const text: Parser<string> = (value) => value;

/** A TCP port, 0 to 65535; 0 picks a free one. */
export const port: Parser<number> = (value) => {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535)
    throw new Error(`"${value}" is no port; expected 0 to 65535.`);
  return number;
};

/** 0 and up. */
export const wholeNumber: Parser<number> = (value) => {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`"${value}" is no whole number; expected 0 or more.`);
  return Number(value);
};

/** @param protocols those allowed, with colon: `['http:', 'https:']` */
export const url =
  (...protocols: readonly string[]): Parser<string> =>
  (value) => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      throw new Error(
        `"${redactUrl(value)}" is no URL that begins with ${protocols.map((name) => `${name}//`).join(' or ')}.`,
      );
    }
    return value;
  };

/** One of these words. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Parser<Word> =>
  (value) => {
    const word = words.find((candidate) => candidate === value);
    if (!word) throw new Error(`"${value}" is not known; expected ${words.join(', ')}.`);
    return word;
  };

/** A comma list of words; blanks around them are dropped. */
export const list: Parser<readonly string[]> = (value) =>
  value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/** A comma list of `name=value`. */
export const pairs: Parser<Readonly<Record<string, string>>> = (value) =>
  Object.fromEntries(
    list(value).map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`"${pair}" is no name=value pair.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

/** At least so many characters, for secrets; the value is never part of the message. */
export const secret =
  (minimumLength: number): Parser<string> =>
  (value) => {
    if (value.length < minimumLength)
      throw new Error(`is too short; expected at least ${minimumLength} characters.`);
    return value;
  };

/** `LOG_LEVEL`. */
export const logLevel: Parser<LogLevel> = oneOf(...LOG_LEVELS);

function redactUrl(value: string): string {
  return value.replace(/\/\/[^@/]*@/, '//…@').slice(0, 200);
}
