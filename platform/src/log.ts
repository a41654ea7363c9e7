import { context, trace } from '@opentelemetry/api';
import { type DestinationStream, type LogFn, type Logger, pino, stdSerializers } from 'pino';
import { toLoggableError } from './loggable-error.ts';

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
 * What JSON leaves as it is and a terminal or a viewer of logs may obey: DEL and the C1 control characters (U+009B
 * begins an escape sequence), line and paragraph separators, and marks that turn the direction of what follows.
 */
const UNESCAPED_CONTROLS = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A structured log, one JSON object a line, with the trace it belongs to, if there is one. Control characters in values are escaped, so that nobody's input can forge
 * a line or drive a terminal.
 *
 * @param service the name every line carries
 */
export function createLogger(service: string, level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    name: service,
    level,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    serializers: { err: stdSerializers.err },
    mixin: activeTraceIds,
    hooks: { logMethod: logWithoutPeoplesWords, streamWrite: escapeControls },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The names OpenTelemetry gives them in logs that are not its own. */
function activeTraceIds(): object {
  const active = trace.getSpanContext(context.active());
  return active ? { trace_id: active.traceId, span_id: active.spanId } : {};
}

/** They stand only inside strings of the line, where JSON takes the escape for the character. */
function escapeControls(line: string): string {
  return line.replace(
    UNESCAPED_CONTROLS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Cleans errors wherever they stand in what is logged, before pino takes a message out of them. */
function logWithoutPeoplesWords(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [subject, ...rest] = args as unknown as [unknown, ...unknown[]];
  method.apply(this, [clean(subject), ...rest] as unknown as Parameters<LogFn>);
}

function clean(subject: unknown): unknown {
  if (subject instanceof Error) return toLoggableError(subject);
  if (typeof subject !== 'object' || subject === null) return subject;
  return Object.fromEntries(
    Object.entries(subject).map(([name, value]) => {
      const isError = value instanceof Error || name === 'err';
      // Under another name than `err` pino would print an error as an empty object.
      return [
        name,
        isError
          ? name === 'err'
            ? toLoggableError(value)
            : stdSerializers.err(toLoggableError(value))
          : value,
      ];
    }),
  );
}
