import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { Document, DocumentText, Passage } from './document.ts';
import { Citation, Generation } from './generation.ts';
import { indexHardening } from './hardening.ts';
import { Query } from './query.ts';
import { stopGeneration } from './stop-generation.ts';

export const resolvers: Resolvers = {
  Query: { ...Query, indexHardening },
  Mutation: { stopGeneration },
  Generation,
  Citation,
  Document,
  DocumentText,
  Passage,
};
