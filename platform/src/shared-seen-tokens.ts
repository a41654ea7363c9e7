/** Tokens that are good once, at whichever replica of a service they come to. */
export interface SharedSeenTokens {
  /**
   * Notes a token.
   *
   * @param key names this token and no other
   * @param expiresAtSeconds its `exp`; afterwards it needs no remembering
   * @returns whether it comes for the first time
   */
  takeFirst(key: string, expiresAtSeconds: number): Promise<boolean>;
  close(): Promise<void>;
}
