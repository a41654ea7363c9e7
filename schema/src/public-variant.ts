import { type Contract, contractVariant, INTERNAL_TAG } from '@codexcontinue/platform/supergraph-contract';

/** The variant third-party clients may build on: everything but what is tagged as internal. */
export function publicVariantOf(supergraphSdl: string): Contract {
  return contractVariant(supergraphSdl, { exclude: [INTERNAL_TAG] });
}
