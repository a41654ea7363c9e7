import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type { Logger } from 'pino';

/** How much is logged. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What must never reach a log, wherever it stands in a logged object. */
const REDACTED_PATHS = [
  'password',
  'accessToken',
  'authorization',
  'cookie',
  '*.password',
  '*.accessToken',
  '*.authorization',
  '*.cookie',
];

/**
 * A structured log, one JSON object a line. Control characters in values are escaped by JSON, so that nobody's input
 * can forge a line or drive a terminal.
 *
 * @param service the name every line carries
 */
export function createLogger(service: string, level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    name: service,
    level,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    serializers: { err: (error: unknown) => stdSerializers.err(withoutQuery(error)) },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A failed query carries its SQL and its parameters, which are people's words: only its cause is logged. */
function withoutQuery(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.name === 'DrizzleQueryError' || 'query' in error
    ? withoutQuery(error.cause ?? new Error('a query failed'))
    : error;
}
