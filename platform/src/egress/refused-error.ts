const REASONS = {
  host: 'is not among the hosts that may be called (EGRESS_ALLOW)',
  address: 'leads to an address that may not be called',
} as const;

/** A call that was not let out. */
export class EgressRefusedError extends Error {
  override readonly name = 'EgressRefusedError';
  readonly code = 'EGRESS_REFUSED';
  readonly reason: keyof typeof REASONS;
  constructor(reason: keyof typeof REASONS, host: string) {
    super(`${host} ${REASONS[reason]}`);
    this.reason = reason;
  }
}
