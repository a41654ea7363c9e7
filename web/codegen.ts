import type { CodegenConfig } from '@graphql-codegen/cli';

const typedDocuments = {
  plugins: ['typescript-operations', 'typed-document-node'],
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: { ID: 'string', DateTime: 'string', Cursor: 'string' },
    documentNodeImport: '@urql/core#TypedDocumentNode',
  },
};

/** Types of this app's own operations, from the `.graphql` files beside their features and the public API schema. */
const config: CodegenConfig = {
  schema: '../schema/api.graphql',
  generates: {
    'src/__generated__/operations.ts': {
      documents: ['src/**/*.graphql', '!src/playground/**/*.graphql'],
      ...typedDocuments,
    },
    // In a module of its own, so that the app does not load what only the playground sends.
    'src/__generated__/playground-operations.ts': {
      documents: 'src/playground/**/*.graphql',
      ...typedDocuments,
    },
  },
};

export default config;
