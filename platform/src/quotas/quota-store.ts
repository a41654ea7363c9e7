/** So much of something within so long; the window begins with the first that is taken, and ends by itself. */
export interface Allowance {
  /** Whose, and of what: what has the same key is counted together. */
  readonly key: string;
  /** The most that may be taken within a window; a whole number from 0. */
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Something to be taken. */
export interface Charge extends Allowance {
  /** A whole number from 0. */
  readonly amount: number;
}

/** What is counted under a key now. */
export interface QuotaCount {
  readonly used: number;
  /** When it is counted from 0 again, in milliseconds from now; 0: nothing is counted. */
  readonly resetMilliseconds: number;
}

/** Whether all of it was taken; if not, nothing was. */
export interface Taking {
  readonly taken: boolean;
  /** As it stands afterwards, in the order of the charges. */
  readonly counts: readonly QuotaCount[];
}

/** Something that is under way, and whose it is. */
export interface Slot {
  /** Whose, and of what: what has the same key is counted together. */
  readonly key: string;
  /** Names what is under way; under a key it is counted once, however often it is held. */
  readonly holder: string;
}

/** A slot that frees itself unless it is held again in time: what a process that died was doing is not counted for ever. */
export interface HeldSlot extends Slot {
  readonly seconds: number;
}

/** Counts what is used of allowances, for all who share it. */
export interface QuotaStore {
  /** Takes every charge, or none when one does not fit; no others come between. */
  take(charges: readonly Charge[]): Promise<Taking>;
  /**
   * Counts what has been used already, whatever the limit is; once for an id, however often it is told, as long as the
   * longest of the windows.
   *
   * @param charges at least one
   */
  addOnce(id: string, charges: readonly Charge[]): Promise<void>;
  /** What is counted under each key, in the order of the keys. */
  read(keys: readonly string[]): Promise<readonly QuotaCount[]>;
  /** Takes slots, or holds them for so long again; whatever the limit is. */
  hold(slots: readonly HeldSlot[]): Promise<void>;
  /** Frees slots; what is free already stays so. */
  release(slots: readonly Slot[]): Promise<void>;
  /** How many slots are held under each key, in the order of the keys. */
  readHeld(keys: readonly string[]): Promise<readonly number[]>;
  close(): Promise<void>;
}
