/** A part of the system that runs: made by `createXServer(deps)`, started and stopped by an entry point. */
export interface Service {
  /** Resolves when it accepts work. */
  start(): Promise<void>;
  /** Drains and frees everything; calling it twice does nothing more. */
  stop(): Promise<void>;
  /** Where it listens, `http://127.0.0.1:4001`; only after `start`. */
  readonly url: string;
}
