import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type AuthorizationNeeds, analyzeAuthorization } from './authorization-needs.ts';
import type { AuthorizationRules } from './authorization-rules.ts';
import { filterOperation, type RemainingOperation } from './filter-operation.ts';
import { type CallerAuthority, isMet } from './requirement.ts';

/** What a caller may run of an operation. */
export type AuthorizedOperation =
  /** All of it: the document is the client's own, so that whatever is cached by it serves everybody. */
  | { readonly kind: 'whole'; readonly document: DocumentNode }
  /** Not all. The same object for every caller who meets the same requirements, as long as it is remembered. */
  | ({
      readonly kind: 'part';
      /** Names what is left, among all that can be left of the same document and operation. */
      readonly variant: string;
    } & RemainingOperation);

/** Decides what a caller may run, before anything is planned. */
export interface Authorizer {
  /**
   * What an operation needs, once per document.
   *
   * @returns undefined where the document has no such operation
   */
  needsOf(document: DocumentNode, operationName: string | undefined): AuthorizationNeeds | undefined;
  authorize(needs: AuthorizationNeeds, authority: CallerAuthority): AuthorizedOperation;
}

/** There are few kinds of callers; a document's rarest variants are made again. */
const MAXIMUM_VARIANTS = 16;

/** @param schema what clients see; documents are valid against it */
export function createAuthorizer(rules: AuthorizationRules, schema: GraphQLSchema): Authorizer {
  // What is kept goes with the parsed documents, and those are kept in a bounded cache.
  const needsOfDocument = new WeakMap<DocumentNode, Map<string, AuthorizationNeeds>>();
  const variantsOfNeeds = new WeakMap<AuthorizationNeeds, Map<string, AuthorizedOperation>>();

  return {
    needsOf(document, operationName) {
      const byName = needsOfDocument.get(document) ?? new Map<string, AuthorizationNeeds>();
      needsOfDocument.set(document, byName);
      const known = byName.get(operationName ?? '');
      if (known) return known;
      const needs = analyzeAuthorization(document, operationName, rules, schema);
      if (needs) byName.set(operationName ?? '', needs);
      return needs;
    },

    authorize(needs, authority) {
      const unmet = new Set(
        needs.requirements.flatMap((requirement, index) => (isMet(requirement, authority) ? [] : [index])),
      );
      if (unmet.size === 0) return { kind: 'whole', document: needs.document };
      const variants = variantsOfNeeds.get(needs) ?? new Map<string, AuthorizedOperation>();
      variantsOfNeeds.set(needs, variants);
      const key = [...unmet].join();
      const known = variants.get(key);
      if (known) return known;
      const variant: AuthorizedOperation = {
        kind: 'part',
        variant: key,
        ...filterOperation(needs, (index) => unmet.has(index)),
      };
      const [oldest] = variants.keys();
      if (oldest !== undefined && variants.size >= MAXIMUM_VARIANTS) variants.delete(oldest);
      variants.set(key, variant);
      return variant;
    },
  };
}
