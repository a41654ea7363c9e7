import { createContext, type ReactNode, useContext } from 'react';
import type { Client } from 'urql';
import type { LiveSubscription } from './live/live-subscription.ts';
import type { SavedTabs } from './saved/saved-tabs.ts';

/** What the playground's panels work with. */
export interface PlaygroundParts {
  readonly client: Client;
  readonly live: LiveSubscription;
  readonly savedTabs: SavedTabs;
  readonly isSignedIn: boolean;
}

const PlaygroundContext = createContext<PlaygroundParts | undefined>(undefined);

export function PlaygroundProvider({ parts, children }: { parts: PlaygroundParts; children: ReactNode }) {
  return <PlaygroundContext.Provider value={parts}>{children}</PlaygroundContext.Provider>;
}

export function usePlayground(): PlaygroundParts {
  const parts = useContext(PlaygroundContext);
  if (parts === undefined) throw new Error('usePlayground needs a PlaygroundProvider above it.');
  return parts;
}
