import federation from '@apollo/federation-internals';
import queryPlanner from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse, validate, visit } from 'graphql';
import { composeSupergraph } from '../../../schema/src/compose.ts';
import {
  type AuthorizationRules,
  readAuthorizationRules,
} from '../../src/authorization/authorization-rules.ts';
import {
  type AuthorizedOperation,
  type Authorizer,
  createAuthorizer,
} from '../../src/authorization/authorizer.ts';
import type { CallerAuthority } from '../../src/authorization/requirement.ts';

const NONE: ReadonlySet<string> = new Set();

/** Somebody who has not signed in. */
export const NOBODY: CallerAuthority = { authenticated: false, scopes: NONE, policies: NONE };

/** Somebody who has. */
export const SOMEBODY: CallerAuthority = { ...NOBODY, authenticated: true };

export function withScopes(...scopes: string[]): CallerAuthority {
  return { ...SOMEBODY, scopes: new Set(scopes) };
}

export function withPolicies(...policies: string[]): CallerAuthority {
  return { ...SOMEBODY, policies: new Set(policies) };
}

/** The head of a subgraph's schema. */
export function federated(...imports: string[]): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports.join(', ')}])`;
}

/** What the tests ask of a supergraph. */
export interface TestSupergraph {
  readonly sdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly rules: AuthorizationRules;
  readonly authorizer: Authorizer;
  authorize(document: string | DocumentNode, authority: CallerAuthority): AuthorizedOperation;
  /** `Type.field` of everything that is fetched from any subgraph to answer a document. */
  fetched(document: DocumentNode): ReadonlySet<string>;
}

/** Composes subgraphs as the project does. */
export function composeTest(subgraphs: Readonly<Record<string, string>>): string {
  const composition = composeSupergraph(
    Object.entries(subgraphs).map(([name, schemaSdl]) => ({
      name,
      url: `http://${name}.invalid`,
      schemaSdl,
      eventsSdl: undefined,
    })),
  );
  if (composition.errors) throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}

export function readTestSupergraph(sdl: string): TestSupergraph {
  const supergraph = federation.Supergraph.build(sdl, {
    supportedFeatures: federation.ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const federatedApiSchema = supergraph.apiSchema();
  const apiSchema = federatedApiSchema.toGraphQLJSSchema();
  const planner = new queryPlanner.QueryPlanner(supergraph, {});
  const rules = readAuthorizationRules(sdl);
  const authorizer = createAuthorizer(rules, apiSchema);
  return {
    sdl,
    apiSchema,
    rules,
    authorizer,
    authorize(text, authority) {
      const document = typeof text === 'string' ? parse(text) : text;
      const [fault] = validate(apiSchema, document);
      if (fault) throw fault;
      const needs = authorizer.needsOf(document, undefined);
      if (!needs) throw new Error('the document has no operation');
      return authorizer.authorize(needs, authority);
    },
    fetched(document) {
      const operation = federation.operationFromDocument(federatedApiSchema, document);
      return fieldsOfPlan(planner.buildQueryPlan(operation));
    },
  };
}

/** Names of all fields in all fetches; the schemas of these tests give protected fields names of their own. */
function fieldsOfPlan(plan: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const follow = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { kind, operation } = node as { kind?: unknown; operation?: unknown };
    if (kind === 'Fetch')
      visit(parse(String(operation)), { Field: ({ name }) => void names.add(name.value) });
    for (const value of Object.values(node)) {
      if (typeof value === 'object') follow(value);
    }
  };
  follow(plan);
  return names;
}
