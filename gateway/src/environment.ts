import { fileURLToPath } from 'node:url';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import {
  EnvironmentError,
  list,
  logLevel,
  oneOf,
  optional,
  type Parser,
  pairs,
  port,
  readEnvironment,
  secret,
  text,
  url,
  wholeNumber,
  withDefault,
} from '@codexcontinue/platform/environment';
import { type HardenedRules, readHardenedEnvironment } from '@codexcontinue/platform/hardening';
import { quotas } from '@codexcontinue/platform/quotas/quota-environment';
import { TELEMETRY_VARIABLES } from '@codexcontinue/platform/telemetry/telemetry-environment';
import type { OperationLimits } from './graphql/operation-limits.ts';
import type { ForwardRoute } from './http/forward-routes.ts';
import { compileTrustedProxies } from './http/trusted-proxies.ts';
import { SAFELIST_MODES, type SafelistMode } from './operations/safelist.ts';
import { CLIENT_TRACES } from './telemetry/client-trace.ts';
import { DEFAULT_SLOW_OPERATION_MILLISECONDS } from './telemetry/slow-operation.ts';
import { DEFAULT_TRANSPORT_LIMITS } from './transports/limits.ts';

const COMMITTED_SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));
const COMMITTED_MANIFESTS = fileURLToPath(new URL('../../schema/operations/manifests', import.meta.url));
const CURSOR_SECRET_LENGTH = 32;

const subgraphUrls: Parser<Readonly<Record<string, string>>> = (value) => {
  const urls = pairs(value);
  for (const address of Object.values(urls)) url('http:', 'https:')(address);
  return urls;
};

const forwardRoutes: Parser<readonly ForwardRoute[]> = (value) =>
  Object.entries(pairs(value)).map(([prefix, target]) => {
    if (!/^(\/[\w.-]+)+$/.test(prefix)) throw new Error(`"${prefix}" is no path like /uploads.`);
    return { prefix, target: url('http:', 'https:')(target) };
  });

const trustedProxies: Parser<readonly string[]> = (value) => {
  const addresses = list(value);
  // Says which of them is no address.
  compileTrustedProxies(addresses);
  return addresses;
};

const safelistModes: Parser<Readonly<Record<string, SafelistMode>>> = (value) =>
  Object.fromEntries(
    Object.entries(pairs(value)).map(([client, mode]) => [client, oneOf(...SAFELIST_MODES)(mode)]),
  );

const count: Parser<number> = (value) => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new Error(`"${value}" is no whole number above 0.`);
  return Number(value);
};

/** What operators call the limits. */
const LIMIT_NAMES = {
  depth: 'maximumDepth',
  tokens: 'maximumTokens',
  selections: 'maximumSelections',
  introspection: 'maximumIntrospectionSelections',
  aliases: 'maximumAliases',
  repetitions: 'maximumRepetitions',
  mutations: 'maximumMutations',
  cost: 'maximumCost',
  page: 'maximumPageSize',
  list: 'assumedListSize',
} as const satisfies Record<string, keyof OperationLimits>;

const operationLimits: Parser<Partial<OperationLimits>> = (value) =>
  Object.fromEntries(
    Object.entries(pairs(value)).map(([name, limit]) => {
      const key = Object.hasOwn(LIMIT_NAMES, name)
        ? LIMIT_NAMES[name as keyof typeof LIMIT_NAMES]
        : undefined;
      if (!key) throw new Error(`"${name}" is no limit; there are ${Object.keys(LIMIT_NAMES).join(', ')}.`);
      return [key, count(limit)];
    }),
  );

const { connections, connectionsPerPerson, connectionsPerAddress } = DEFAULT_TRANSPORT_LIMITS;

const SPECIFICATION = {
  PORT: withDefault(port, 4000),
  HOST: withDefault(text, '127.0.0.1'),
  LOG_LEVEL: withDefault(logLevel, 'info'),
  /** Any Federation 2 supergraph. */
  SUPERGRAPH_FILE: withDefault(text, COMMITTED_SUPERGRAPH),
  /** The folder of the clients' manifests. */
  OPERATIONS_DIR: optional(text),
  SAFELIST: withDefault(oneOf(...SAFELIST_MODES), 'off' as const),
  SAFELIST_CLIENTS: withDefault(safelistModes, {}),
  PUBLIC_URL: optional(url('http:', 'https:')),
  REDIS_URL: optional(url('redis:', 'rediss:')),
  SUBGRAPH_URLS: withDefault(subgraphUrls, {}),
  FORWARD_ROUTES: withDefault(forwardRoutes, []),
  WEB_DIRECTORY: optional(text),
  JWKS_URL: optional(url('http:', 'https:')),
  AUTHORITY_URL: optional(url('http:', 'https:')),
  TOKEN_ISSUER: withDefault(text, 'codexcontinue'),
  TOKEN_AUDIENCE: withDefault(text, 'codexcontinue'),
  POLICY_URL: optional(url('http:', 'https:')),
  EGRESS_ALLOW: withDefault(egressRules, []),
  OPERATION_LIMITS: withDefault(operationLimits, {}),
  QUOTAS: optional(quotas),
  INTERNAL_PRIVATE_KEY: optional(text),
  CURSOR_SECRET: optional(secret(CURSOR_SECRET_LENGTH)),
  TRUSTED_PROXIES: withDefault(trustedProxies, []),
  CONNECTIONS: withDefault(count, connections),
  CONNECTIONS_PER_PERSON: withDefault(count, connectionsPerPerson),
  CONNECTIONS_PER_ADDRESS: withDefault(count, connectionsPerAddress),
  INTROSPECTION: withDefault(oneOf('open', 'signed-in', 'off'), 'open' as const),
  SLOW_OPERATION_MILLISECONDS: withDefault(wholeNumber, DEFAULT_SLOW_OPERATION_MILLISECONDS),
  CLIENT_TRACES: withDefault(oneOf(...CLIENT_TRACES), 'link' as const),
  ...TELEMETRY_VARIABLES,
};

const HARDENED_RULES: HardenedRules = {
  implied: { INTROSPECTION: ['signed-in', 'off'], SAFELIST: ['on'] },
};

/** What `npm run supergraph:publish` is told. @throws EnvironmentError */
export function readPublisherEnvironment(source: Readonly<Record<string, string | undefined>>) {
  return readEnvironment({ REDIS_URL: SPECIFICATION.REDIS_URL }, source);
}

/** How the gateway is set up. */
export type GatewayEnvironment = ReturnType<typeof readGatewayEnvironment>;

/** @throws EnvironmentError with all faults at once */
export function readGatewayEnvironment(source: Readonly<Record<string, string | undefined>>) {
  const environment = readHardenedEnvironment(SPECIFICATION, HARDENED_RULES, source);
  const { JWKS_URL, AUTHORITY_URL, INTERNAL_PRIVATE_KEY, CURSOR_SECRET } = environment;
  const faults: string[] = [];
  if (JWKS_URL === undefined && AUTHORITY_URL !== undefined) {
    faults.push('JWKS_URL is missing: AUTHORITY_URL is asked about tokens, and their keys are needed first.');
  }
  if (AUTHORITY_URL !== undefined && INTERNAL_PRIVATE_KEY === undefined) {
    faults.push('INTERNAL_PRIVATE_KEY is missing: with AUTHORITY_URL the gateway must prove itself to auth.');
  }
  if (AUTHORITY_URL !== undefined && CURSOR_SECRET === undefined) {
    faults.push(
      'CURSOR_SECRET is missing: every gateway of one system needs the same, or cursors die with a restart.',
    );
  }
  const { SAFELIST, SAFELIST_CLIENTS, SUPERGRAPH_FILE } = environment;
  if (environment.HARDENED === '1' && Object.values(SAFELIST_CLIENTS).some((mode) => mode !== 'on')) {
    faults.push(
      'SAFELIST_CLIENTS: HARDENED=1 asks for on, of every client: each may give itself any name. Register what they send instead.',
    );
  }
  // Of a graph of somebody else's nothing is registered.
  const ownManifests = SUPERGRAPH_FILE === COMMITTED_SUPERGRAPH ? COMMITTED_MANIFESTS : undefined;
  const OPERATIONS_DIR = environment.OPERATIONS_DIR ?? ownManifests;
  if (OPERATIONS_DIR === undefined && [SAFELIST, ...Object.values(SAFELIST_CLIENTS)].includes('on')) {
    faults.push(
      'OPERATIONS_DIR is missing: without registered operations a safelist that is on refuses all.',
    );
  }
  if (faults.length > 0) throw new EnvironmentError(faults);
  return { ...environment, OPERATIONS_DIR };
}
