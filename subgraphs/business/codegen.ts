import type { CodegenConfig } from '@graphql-codegen/cli';

/** Resolver types from this subgraph's schema; `npm run schema` writes them. */
const config: CodegenConfig = {
  generates: {
    './src/__generated__/resolvers-types.ts': {
      schema: './schema.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        enumsAsTypes: true,
        importExtension: '.ts',
        strictScalars: true,
        scalars: { DateTime: 'string', _FieldSet: 'string' },
        contextType: '../context.ts#Context',
        mappers: {
          Conversation: '../data/conversations-store.ts#ConversationRecord',
          Message: '../data/conversations-store.ts#MessageRecord',
          Document: '../data/documents-store.ts#DocumentRecord',
          User: '../data/references.ts#Reference',
          Generation: '../data/references.ts#Reference',
          Workspace: '../data/references.ts#Reference',
        },
      },
    },
  },
};

export default config;
