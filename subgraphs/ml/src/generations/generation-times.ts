/** The rhythm of generations, in milliseconds. */
export interface GenerationTimes {
  /** Between two signs of life of a worker, each with what it has written. */
  readonly heartbeat: number;
  /** For so long after a sign of life a worker may publish. */
  readonly lease: number;
  /** After so long without a sign of life a worker counts as lost; more than `lease`. */
  readonly lost: number;
  /** Between two looks for lost workers and events that are missing. */
  readonly sweep: number;
  /** Between two looks for work that nobody told of. */
  readonly poll: number;
  /** How long the end of an answer waits for its deltas to be published. */
  readonly publishGrace: number;
  /** A worker that has ended a generation publishes the end itself; after so long others do. */
  readonly publishSelf: number;
  /** After so long without the event log a lost worker's text is taken from the database alone. */
  readonly withoutLog: number;
}

export const DEFAULT_GENERATION_TIMES: GenerationTimes = {
  heartbeat: 500,
  lease: 4_000,
  lost: 6_000,
  sweep: 2_000,
  poll: 1_000,
  publishGrace: 1_000,
  publishSelf: 2_000,
  withoutLog: 30_000,
};
