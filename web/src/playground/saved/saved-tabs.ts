/** What a tab was opened from, as the server had it then. */
export interface SavedTab {
  readonly operationId: string;
  readonly name: string;
  readonly document: string;
  readonly variables: string;
}

/** Which tabs of this browser hold saved operations; GraphiQL keeps its tabs over a reload, and so does this. */
export interface SavedTabs {
  all: () => Readonly<Record<string, SavedTab>>;
  listen: (listener: () => void) => () => void;
  link: (tabId: string, tab: SavedTab) => void;
  /** Forgets an operation that is gone: its tabs hold text that is not saved. */
  forget: (operationId: string) => void;
  /** Forgets tabs that were closed. */
  keepOnly: (tabIds: readonly string[]) => void;
}

const STORAGE_KEY = 'codexcontinue-playground-saved';

function isSavedTab(value: unknown): value is SavedTab {
  if (typeof value !== 'object' || value === null) return false;
  const { operationId, name, document, variables } = value as Record<string, unknown>;
  return [operationId, name, document, variables].every((text) => typeof text === 'string');
}

function read(storage: Storage): Record<string, SavedTab> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, tab]) => isSavedTab(tab)));
  } catch {
    // Another hand wrote it: tabs are then not linked to anything, which loses no text.
    return {};
  }
}

export function createSavedTabs(storage: Storage): SavedTabs {
  let tabs: Readonly<Record<string, SavedTab>> = read(storage);
  const listeners = new Set<() => void>();

  function replace(next: Readonly<Record<string, SavedTab>>): void {
    tabs = next;
    try {
      storage.setItem(STORAGE_KEY, JSON.stringify(tabs));
    } catch {
      // A full or forbidden storage: the links last as long as the page.
    }
    for (const listener of listeners) listener();
  }
  const filter = (keep: (entry: [string, SavedTab]) => boolean) => {
    const kept = Object.entries(tabs).filter(keep);
    if (kept.length < Object.keys(tabs).length) replace(Object.fromEntries(kept));
  };

  return {
    all: () => tabs,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    link: (tabId, tab) => replace({ ...tabs, [tabId]: tab }),
    forget: (operationId) => filter(([, tab]) => tab.operationId !== operationId),
    keepOnly: (tabIds) => filter(([tabId]) => tabIds.includes(tabId)),
  };
}

/** Whether a tab's text is not what is saved. */
export function isChanged(
  tab: { readonly query: string | null; readonly variables?: string | null | undefined },
  saved: SavedTab,
): boolean {
  return (tab.query ?? '') !== saved.document || (tab.variables ?? '').trim() !== saved.variables.trim();
}
