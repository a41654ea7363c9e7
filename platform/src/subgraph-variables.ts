import { logLevel, optional, port, required, secret, text, url, withDefault } from './environment.ts';
import { TELEMETRY_VARIABLES } from './telemetry/telemetry-environment.ts';

/**
 * What every subgraph is told that runs as a process of its own.
 *
 * @param defaultPort where it listens when PORT is left out
 */
export const subgraphVariables = (defaultPort: number) => ({
  PORT: withDefault(port, defaultPort),
  HOST: withDefault(text, '0.0.0.0'),
  DATABASE_URL: required(url('postgres:', 'postgresql:')),
  REDIS_URL: required(url('redis:', 'rediss:')),
  /** The database role that owns the queue of jobs, where the services' own roles do not. */
  JOBS_ROLE: optional(text),
  INTERNAL_PUBLIC_KEY: required(secret(64)),
  LOG_LEVEL: withDefault(logLevel, 'info'),
  ...TELEMETRY_VARIABLES,
});
