import type { GraphiQLPlugin } from '@graphiql/react';
import { HISTORY_PLUGIN } from 'graphiql';
import { SavedPanel } from './saved/SavedPanel.tsx';
import { SnippetsPanel } from './snippets/SnippetsPanel.tsx';

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d={path} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

const SAVED: GraphiQLPlugin = {
  title: 'Saved operations',
  icon: () => <Icon path="M6 3.5h12a.8.8 0 0 1 .8.8v16.2L12 15.8l-6.8 4.7V4.3a.8.8 0 0 1 .8-.8Z" />,
  content: SavedPanel,
};

const SNIPPETS: GraphiQLPlugin = {
  title: 'Code',
  icon: () => <Icon path="m8 6.5-5.5 5.5L8 17.5m8-11 5.5 5.5-5.5 5.5M13.8 4l-3.6 16" />,
  content: SnippetsPanel,
};

/** The panels beside GraphiQL's reference of the schema. GraphiQL wants the same array every time. */
export const PLUGINS = [HISTORY_PLUGIN, SAVED, SNIPPETS];
