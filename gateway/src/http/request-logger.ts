import type { Logger } from '@codexcontinue/platform/log';
import type { FastifyBaseLogger } from 'fastify';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * A request's logger. A logger of its own is made when the request first has something to log; most never have, and
 * making one costs more than answering from the cache.
 */
export class RequestLogger implements FastifyBaseLogger {
  readonly #parent: Logger;
  readonly #bindings: Record<string, unknown>;
  #own: Logger | undefined;

  constructor(parent: Logger, bindings: Record<string, unknown>) {
    this.#parent = parent;
    this.#bindings = bindings;
  }

  get level(): string {
    return this.#parent.level;
  }

  get silent() {
    return this.#own?.silent ?? this.#parent.silent;
  }

  isLevelEnabled(level: Level): boolean {
    return this.#parent.isLevelEnabled(level);
  }

  fatal(...args: unknown[]): void {
    this.#log('fatal', args);
  }

  error(...args: unknown[]): void {
    this.#log('error', args);
  }

  warn(...args: unknown[]): void {
    this.#log('warn', args);
  }

  info(...args: unknown[]): void {
    this.#log('info', args);
  }

  debug(...args: unknown[]): void {
    this.#log('debug', args);
  }

  trace(...args: unknown[]): void {
    this.#log('trace', args);
  }

  child(bindings: Record<string, unknown>): FastifyBaseLogger {
    return this.#child().child(bindings);
  }

  #child(): Logger {
    this.#own ??= this.#parent.child(this.#bindings);
    return this.#own;
  }

  #log(level: Level, args: unknown[]): void {
    if (!this.#parent.isLevelEnabled(level)) return;
    (this.#child()[level] as (...all: unknown[]) => void)(...args);
  }
}
