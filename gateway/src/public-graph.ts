import { contractVariant, INTERNAL_TAG } from '@codexcontinue/platform/supergraph-contract';
import { SupergraphError } from './supergraph/supergraph.ts';

/**
 * The public variant of a supergraph.
 *
 * @returns undefined for one that tags nothing as internal: it has no such variant
 * @throws SupergraphError when the variant promises what it does not have
 */
export function publicVariantOf(supergraphSdl: string): string | undefined {
  if (!new RegExp(`@tag\\(name: "${INTERNAL_TAG}"\\)`).test(supergraphSdl)) return undefined;
  const { supergraphSdl: variant, errors } = contractVariant(supergraphSdl, { exclude: [INTERNAL_TAG] });
  if (errors) throw new SupergraphError(`its public variant cannot be made: ${errors.join('; ')}.`);
  return variant;
}
