import type { IncomingHttpHeaders } from 'node:http';
import { CLIENT_NAME } from '@codexcontinue/platform/operations/operation-manifest';

/** What a client says it is. Nothing proves it. */
export interface ClientIdentity {
  readonly name: string;
  readonly version?: string | undefined;
}

const NAME_HEADERS = ['apollographql-client-name', 'graphql-client-name'] as const;
const VERSION_HEADERS = ['apollographql-client-version', 'graphql-client-version'] as const;
const VERSION = /^[\w.+-]{1,64}$/;

/**
 * Who asks, by the headers Apollo's clients send, or by the payload of `connection_init` under the same names.
 *
 * @returns undefined for a client that does not say, or not in a form that is safe to repeat
 */
export function readClientIdentity(
  source: IncomingHttpHeaders | Readonly<Record<string, unknown>> | undefined,
): ClientIdentity | undefined {
  const name = firstOf(source, NAME_HEADERS);
  if (name === undefined || !CLIENT_NAME.test(name)) return undefined;
  const version = firstOf(source, VERSION_HEADERS);
  return { name, version: version !== undefined && VERSION.test(version) ? version : undefined };
}

function firstOf(
  source: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): string | undefined {
  for (const name of names) {
    const value = source?.[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}
