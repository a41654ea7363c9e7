import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of this app's own operations, from the `.graphql` files beside their features and the public API schema. */
const config: CodegenConfig = {
  schema: '../schema/api.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/__generated__/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { ID: 'string', DateTime: 'string', Cursor: 'string' },
        documentNodeImport: '@urql/core#TypedDocumentNode',
      },
    },
  },
};

export default config;
