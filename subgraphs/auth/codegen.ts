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
          User: '../data/people-store.ts#PersonRecord',
          Workspace: '../data/workspaces-store.ts#WorkspaceRecord',
          WorkspaceMember: '../data/workspaces-store.ts#MembershipRecord',
        },
      },
    },
  },
};

export default config;
