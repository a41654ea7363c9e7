import type { Caller } from '@codexcontinue/platform/identity';
import type { GraphQLError } from 'graphql';

/** What is told of a caller whose connection stays open. */
export interface CallerListener {
  /** The caller may do something else from now on. */
  onChange?(caller: Caller): void;
  /** The connection is over, and why. */
  onEnd(error: GraphQLError): void;
}

/**
 * For whom a connection speaks, as far as that is known now. A class, because there are thousands of idle ones: what it
 * does is kept once for all of them.
 */
export class LiveCaller {
  #caller: Caller;
  #ended: GraphQLError | undefined;
  #listeners: Set<CallerListener> | undefined;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  get caller(): Caller {
    return this.#caller;
  }

  /**
   * Tells what changes, and at once what has changed already.
   *
   * @param seen the caller that the listener knows of
   * @returns called when the listener is over
   */
  follow(seen: Caller, listener: CallerListener): () => void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
    if (this.#ended) listener.onEnd(this.#ended);
    else if (this.#caller !== seen) listener.onChange?.(this.#caller);
    return () => void this.#listeners?.delete(listener);
  }

  change(caller: Caller): void {
    this.#caller = caller;
    for (const listener of this.#listeners ?? []) listener.onChange?.(caller);
  }

  /** Ends the connection; only the first call counts. */
  end(error: GraphQLError): void {
    if (this.#ended) return;
    this.#ended = error;
    for (const listener of this.#listeners ?? []) listener.onEnd(error);
  }
}
