import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect, useSyncExternalStore } from 'react';
import { usePlayground } from '../PlaygroundContext.tsx';
import { isChanged, type SavedTab } from './saved-tabs.ts';

/** GraphiQL's tab in front, and the saved operation it holds. */
export function useActiveTab() {
  const { savedTabs } = usePlayground();
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'));
  const links = useSyncExternalStore(savedTabs.listen, savedTabs.all);
  const ids = tabs.map(({ id }) => id).join(' ');
  useEffect(() => savedTabs.keepOnly(ids.split(' ')), [savedTabs, ids]);

  const tab = tabs[activeTabIndex];
  if (tab === undefined) throw new Error('GraphiQL has no tab.');
  const saved: SavedTab | undefined = links[tab.id];
  return { tab, tabs, links, saved, hasChanges: saved !== undefined && isChanged(tab, saved) };
}
