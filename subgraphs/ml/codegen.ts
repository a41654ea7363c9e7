import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: './schema.graphql',
  generates: {
    './src/__generated__/resolvers-types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        strictScalars: true,
        scalars: { DateTime: 'string', _FieldSet: 'string' },
        enumsAsTypes: true,
        useTypeImports: true,
        importExtension: '.ts',
        immutableTypes: true,
        contextType: '../resolvers/context.ts#MlContext',
        mappers: {
          Generation: '../domain/generation.ts#Generation as GenerationRecord',
          Document: '../resolvers/mappers.ts#DocumentParent',
          DocumentText: '../data/document-store.ts#DocumentRecord',
          Passage: '../data/document-store.ts#PassageRecord',
          Citation: '../domain/generation.ts#Citation as CitationRecord',
          Conversation: '../resolvers/mappers.ts#ConversationReference',
        },
      },
    },
  },
};

export default config;
