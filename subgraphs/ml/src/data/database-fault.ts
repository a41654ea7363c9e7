/**
 * Classes of SQLSTATE that pass by themselves: connection, transaction rollback, resources, lock, operator
 * intervention, system (PostgreSQL documentation, appendix A).
 */
const PASSING_CLASSES = new Set(['08', '40', '53', '55', '57', '58']);

/** Whether the database refused a statement in a way that trying again will not change. */
export function isPermanentFault(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return !PASSING_CLASSES.has(code.slice(0, 2));
  }
  return false;
}
