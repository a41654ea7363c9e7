import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * The configuration that generates a subgraph's resolver types from its `schema.graphql`; `npm run schema` runs it.
 *
 * @param contextType the type of the resolvers' context, relative to the generated file, as `path#Name`
 * @param mappers which record stands behind which GraphQL type, in the same form
 */
export function resolverTypes(contextType: string, mappers: Readonly<Record<string, string>>): CodegenConfig {
  return {
    generates: {
      './src/__generated__/resolvers-types.ts': {
        schema: './schema.graphql',
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          // With federation, strict scalars want to know what a set of fields is.
          strictScalars: true,
          scalars: { DateTime: 'string', _FieldSet: 'string' },
          enumsAsTypes: true,
          useTypeImports: true,
          importExtension: '.ts',
          immutableTypes: true,
          contextType,
          mappers,
        },
      },
    },
  };
}
