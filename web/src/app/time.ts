const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** Today by the clock, other days by their date. */
export function shortTime(rfc3339: string, now = new Date()): string {
  const time = new Date(rfc3339);
  return time.toDateString() === now.toDateString() ? clock.format(time) : dayOnly.format(time);
}

export function fullTime(rfc3339: string): string {
  return dayAndClock.format(new Date(rfc3339));
}
