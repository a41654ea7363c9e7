/** setTimeout takes no more than this; a token that lives longer is looked at again then. */
const MAXIMUM_DELAY_MILLISECONDS = 2 ** 31 - 1;

/** Calls back when the moment has come, for connections that end with the proof they were opened with. */
export function atExpiry(expiresAt: Date | undefined, onExpired: () => void): { cancel(): void } {
  if (!expiresAt) return { cancel() {} };
  let timer: NodeJS.Timeout;
  const schedule = () => {
    const delay = expiresAt.getTime() - Date.now();
    timer =
      delay > MAXIMUM_DELAY_MILLISECONDS
        ? setTimeout(schedule, MAXIMUM_DELAY_MILLISECONDS)
        : setTimeout(onExpired, Math.max(0, delay));
    timer.unref();
  };
  schedule();
  return { cancel: () => clearTimeout(timer) };
}
