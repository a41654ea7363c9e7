/** Classes of SQLSTATE whose messages and details quote the values at fault: data exceptions, broken constraints. */
const QUOTING_CLASSES: ReadonlySet<string> = new Set(['22', '23']);

/**
 * What may be logged of an error. Failed queries carry their SQL, their parameters and the values at fault, which are
 * people's words: of those only the kind of failure is kept. Causes and gathered errors are treated alike.
 */
export function toLoggableError(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  if (thrown.name === 'DrizzleQueryError' || 'query' in thrown) {
    return thrown.cause === undefined ? describeDatabaseError(thrown) : toLoggableError(thrown.cause);
  }
  if ('severity' in thrown && 'code' in thrown) return describeDatabaseError(thrown);
  if (thrown instanceof AggregateError) {
    return like(thrown, new AggregateError(thrown.errors.map(toLoggableError), thrown.message));
  }
  if (thrown.cause === undefined) return thrown;
  return like(thrown, new Error(thrown.message, { cause: toLoggableError(thrown.cause) }));
}

function describeDatabaseError(error: Error): Error {
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string };
  const quotes = code === undefined || QUOTING_CLASSES.has(code.slice(0, 2));
  const message = quotes ? `a query failed (SQLSTATE ${code ?? 'unknown'})` : error.message;
  const described = new Error(message);
  described.name = 'DatabaseError';
  // The stack's first line repeats the message.
  described.stack = `${described.name}: ${message}\n${framesOf(error)}`;
  return Object.assign(described, { code, constraint, table });
}

function like<Copy extends Error>(error: Error, copy: Copy): Copy {
  const { code } = error as NodeJS.ErrnoException;
  copy.name = error.name;
  copy.stack = `${error.name}: ${error.message}\n${framesOf(error)}`;
  return code === undefined ? copy : Object.assign(copy, { code });
}

function framesOf({ stack }: Error): string {
  return (stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}
