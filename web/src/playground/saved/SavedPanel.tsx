import { useEffect, useState } from 'react';
import { usePlayground } from '../PlaygroundContext.tsx';
import { CurrentOperation } from './CurrentOperation.tsx';
import { SavedItem } from './SavedItem.tsx';
import { useActiveTab } from './useActiveTab.ts';
import { useOpenOperation } from './useOpenOperation.ts';
import { type SavedScope, useSavedChanges, useSavedList } from './useSavedOperations.ts';
import { useSharingPlaces } from './useSharingPlaces.ts';

const TYPING_PAUSE_MILLISECONDS = 250;

function scopeOf(value: string): SavedScope {
  return value === 'all' || value === 'mine' ? value : { workspaceId: value };
}

/** GraphiQL's panel of saved operations. */
export function SavedPanel() {
  const { isSignedIn } = usePlayground();
  return (
    <div className="panel">
      <h2 className="panel-title">Saved operations</h2>
      {isSignedIn ? (
        <SavedOperations />
      ) : (
        <p>
          <a href="/sign-in">Sign in</a> to save operations, to find those you saved, and to share them in a
          workspace.
        </p>
      )}
    </div>
  );
}

function SavedOperations() {
  const { savedTabs } = usePlayground();
  const { places, personId } = useSharingPlaces();
  const [scope, setScope] = useState('all');
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setSearch(typed.trim()), TYPING_PAUSE_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const list = useSavedList(scopeOf(scope), search);
  const { update, remove } = useSavedChanges();
  const { links, saved } = useActiveTab();
  const open = useOpenOperation();
  const reload = () => void list.reload();

  return (
    <>
      <CurrentOperation places={places} onSaved={reload} />
      <search className="saved-filter" aria-label="Saved operations">
        <input
          type="search"
          aria-label="Search by name or description"
          placeholder="Search"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <select aria-label="Show" value={scope} onChange={(event) => setScope(event.target.value)}>
          <option value="all">All</option>
          <option value="mine">Mine</option>
          {places.map(({ id, name }) => (
            <option key={id} value={id}>
              Shared in {name}
            </option>
          ))}
        </select>
      </search>
      {list.problem !== undefined && (
        <div className="panel-problem" role="alert">
          <p>{list.problem}</p>
          <button type="button" className="action" onClick={reload}>
            Try again
          </button>
        </div>
      )}
      {list.status === 'loading' && (
        <p className="panel-quiet" role="status">
          Loading…
        </p>
      )}
      {list.status === 'ready' && list.items.length === 0 && (
        <p className="panel-quiet" role="status">
          {search === '' ? 'Nothing is saved here yet.' : `Nothing saved matches “${search}”.`}
        </p>
      )}
      <ul className="saved-list" aria-label="Saved operations">
        {list.items.map((operation) => (
          <SavedItem
            key={operation.id}
            operation={operation}
            places={places}
            isMine={operation.createdBy.id === personId}
            isOpen={saved?.operationId === operation.id}
            onOpen={() => open(operation)}
            onChange={async (change) => {
              const { name } = await update({ id: operation.id, ...change });
              for (const [tabId, tab] of Object.entries(links))
                if (tab.operationId === operation.id) savedTabs.link(tabId, { ...tab, name });
              reload();
            }}
            onDelete={async () => {
              await remove(operation.id);
              savedTabs.forget(operation.id);
              reload();
            }}
          />
        ))}
      </ul>
      {list.hasMore && (
        <button type="button" className="action" disabled={list.isLoadingMore} onClick={list.loadMore}>
          {list.isLoadingMore ? 'Loading…' : 'Show more'}
        </button>
      )}
    </>
  );
}
