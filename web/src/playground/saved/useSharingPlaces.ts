import { useEffect, useState } from 'react';
import { SharingPlacesDocument, type SharingPlacesQuery } from '../../__generated__/playground-operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePlayground } from '../PlaygroundContext.tsx';

/** A workspace operations can be read from, and shared in by those who write there. */
export interface SharingPlace {
  readonly id: string;
  readonly name: string;
  readonly mayShare: boolean;
}

const WRITERS: ReadonlySet<string> = new Set(['OWNER', 'ADMIN', 'MEMBER']);

/** The person's workspaces, and who they are. */
export function useSharingPlaces(): { places: readonly SharingPlace[]; personId: string | undefined } {
  const { client } = usePlayground();
  const [found, setFound] = useState<{ places: readonly SharingPlace[]; personId: string | undefined }>({
    places: [],
    personId: undefined,
  });
  useEffect(() => {
    let isOver = false;
    async function load() {
      const places: SharingPlace[] = [];
      let after: string | null | undefined = null;
      do {
        const { me, workspaces }: SharingPlacesQuery = dataOf(
          await client.query(SharingPlacesDocument, { first: 100, after }).toPromise(),
        );
        for (const { node } of workspaces.edges) {
          places.push({ id: node.id, name: node.name, mayShare: WRITERS.has(node.viewerRole ?? '') });
        }
        after = workspaces.pageInfo.hasNextPage ? workspaces.pageInfo.endCursor : undefined;
        if (!isOver) setFound({ places: [...places], personId: me?.id });
      } while (after && !isOver);
    }
    // The list itself says when the server cannot be reached; without workspaces one can still save for oneself.
    load().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [client]);
  return found;
}
