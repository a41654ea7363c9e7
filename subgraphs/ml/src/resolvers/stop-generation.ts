import { requirePerson } from '@codexcontinue/platform/callers';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';

export const stopGeneration: MutationResolvers['stopGeneration'] = async (
  _parent,
  { input },
  { caller, generations },
) => {
  const result = await generations.stop(requirePerson(caller), input.generationId);
  switch (result.kind) {
    case 'STOPPED':
      return { __typename: 'GenerationStopped', generation: result.generation };
    case 'ENDED_BEFORE':
      return {
        __typename: 'GenerationAlreadyEnded',
        message: 'This answer had ended already; there is nothing to stop.',
        generation: result.generation,
      };
    case 'NOT_FOUND':
      return {
        __typename: 'GenerationNotFound',
        message: 'There is no such answer among yours. Reload the conversation.',
      };
  }
};
