import type { Caller } from '@codexcontinue/platform/identity';
import type { GraphQLError } from 'graphql';

/** What is told of a caller whose connection stays open. */
export interface CallerListener {
  /** The caller may do something else from now on. */
  onChange(caller: Caller): void;
  /** The connection is over, and why. */
  onEnd(error: GraphQLError): void;
}

/** For whom a connection speaks, as far as that is known now. */
export interface LiveCaller {
  readonly caller: Caller;
  /**
   * Tells what changes, and at once what has changed already.
   *
   * @param seen the caller that the listener knows of
   * @returns called when the listener is over
   */
  follow(seen: Caller, listener: CallerListener): () => void;
}

/** The side of a live caller that changes it. */
export interface LiveCallerControl extends LiveCaller {
  change(caller: Caller): void;
  /** Only the first call counts. */
  end(error: GraphQLError): void;
}

/** Thousands are idle, most of them followed by nobody: the set of listeners is made with the first. */
export function createLiveCaller(first: Caller): LiveCallerControl {
  let caller = first;
  let ended: GraphQLError | undefined;
  let listeners: Set<CallerListener> | undefined;
  return {
    get caller() {
      return caller;
    },
    follow(seen, listener) {
      listeners ??= new Set();
      listeners.add(listener);
      if (ended) listener.onEnd(ended);
      else if (caller !== seen) listener.onChange(caller);
      return () => void listeners?.delete(listener);
    },
    change(next) {
      caller = next;
      for (const listener of listeners ?? []) listener.onChange(next);
    },
    end(error) {
      if (ended) return;
      ended = error;
      for (const listener of listeners ?? []) listener.onEnd(error);
    },
  };
}
