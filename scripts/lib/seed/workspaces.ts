import { type ApiClient, expectDone, type Refusal } from '../api-client.ts';
import type { DemoDomain } from './domains.ts';

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The person's workspaces: ids by name. */
export async function listWorkspaces(client: ApiClient): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let after: string | null = null;
  do {
    const { workspaces }: { workspaces: Page } = await client.ask(
      'query ($after: String) { workspaces(first: 100, after: $after) { edges { node { id name } } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    for (const { node } of workspaces.edges) ids.set(node.name, node.id);
    after = workspaces.pageInfo.hasNextPage ? workspaces.pageInfo.endCursor : null;
  } while (after);
  return ids;
}

interface Created {
  readonly __typename: 'WorkspaceCreated';
  readonly workspace: { readonly id: string };
}

/** Makes a demo workspace; for its domain pack where that is enabled. */
export async function createDemoWorkspace(
  client: ApiClient,
  { workspace: name, pack }: DemoDomain,
): Promise<string> {
  const create = async (domain?: string) => {
    const { createWorkspace } = await client.ask<{ createWorkspace: Created | Refusal }>(
      `mutation ($input: CreateWorkspaceInput!) {
        createWorkspace(input: $input) { __typename ... on WorkspaceCreated { workspace { id } } ... on Failure { message } }
      }`,
      { input: { name, domain } },
    );
    return createWorkspace;
  };
  const forPack = await create(pack);
  const result = forPack.__typename === 'UnknownDomain' ? await create() : forPack;
  return (expectDone(result, 'WorkspaceCreated') as Created).workspace.id;
}
