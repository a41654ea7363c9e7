import { type Contract, contractVariant } from './contract.ts';

/** What is not for clients of others: the gateway's own questions, and what only this web app needs. */
const INTERNAL_TAG = 'internal';

/** The variant third-party clients may build on: everything but what is tagged `internal`. */
export function publicVariantOf(supergraphSdl: string): Contract {
  return contractVariant(supergraphSdl, { exclude: [INTERNAL_TAG] });
}
