import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useCallback, useEffect, useRef } from 'react';
import { usePlayground } from '../PlaygroundContext.tsx';
import type { SavedTab } from './saved-tabs.ts';
import { useActiveTab } from './useActiveTab.ts';
import type { SavedOperation } from './useSavedOperations.ts';

/** A tab's link to a saved operation. */
export function toSavedTab({ id, name, document, variables }: SavedOperation): SavedTab {
  return { operationId: id, name, document, variables: variables ?? '' };
}

/** Opens a saved operation: in its tab where it has one, otherwise in a new one. */
export function useOpenOperation(): (operation: SavedOperation) => void {
  const { savedTabs } = usePlayground();
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const { addTab, changeTab, stop, updateActiveTabValues } = useGraphiQLActions();
  const { tab, tabs, links } = useActiveTab();

  /** GraphiQL names its new tab with the next rendering only. */
  const opening = useRef<{ saved: SavedTab; from: string }>(undefined);
  useEffect(() => {
    if (opening.current === undefined || opening.current.from === tab.id) return;
    savedTabs.link(tab.id, opening.current.saved);
    opening.current = undefined;
  }, [savedTabs, tab.id]);

  return useCallback(
    (operation) => {
      const open = tabs.findIndex(({ id }) => links[id]?.operationId === operation.id);
      if (open >= 0) {
        changeTab(open);
        return;
      }
      const saved = toSavedTab(operation);
      opening.current = { saved, from: tab.id };
      stop();
      addTab();
      queryEditor?.setValue(saved.document);
      variableEditor?.setValue(saved.variables);
      updateActiveTabValues({ query: saved.document, variables: saved.variables });
    },
    [tabs, links, tab.id, queryEditor, variableEditor, addTab, changeTab, stop, updateActiveTabValues],
  );
}
