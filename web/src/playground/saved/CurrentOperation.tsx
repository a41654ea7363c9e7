import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect, useRef, useState } from 'react';
import { usePlayground } from '../PlaygroundContext.tsx';
import { OperationForm } from './OperationForm.tsx';
import { useActiveTab } from './useActiveTab.ts';
import { toSavedTab } from './useOpenOperation.ts';
import { useSavedChanges } from './useSavedOperations.ts';
import type { SharingPlace } from './useSharingPlaces.ts';

/** The operation in the editor: whether it is saved, and how to save it. */
export function CurrentOperation({
  places,
  onSaved,
}: {
  places: readonly SharingPlace[];
  onSaved: () => void;
}) {
  const { savedTabs } = usePlayground();
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const { tab, saved, hasChanges } = useActiveTab();
  const { save, update } = useSavedChanges();
  const [savingTab, setSavingTab] = useState<string>();
  const [problem, setProblem] = useState<{ tabId: string; message: string }>();
  const isSaving = savingTab === tab.id;

  // The keyboard goes on where the form was opened, not at the top of the page.
  const saveButton = useRef<HTMLButtonElement>(null);
  const wasSaving = useRef(false);
  useEffect(() => {
    if (wasSaving.current && !isSaving) saveButton.current?.focus();
    wasSaving.current = isSaving;
  }, [isSaving]);

  // What is in the editors now: the tab hears of it a moment later.
  const written = () => ({
    document: queryEditor?.getValue() ?? tab.query ?? '',
    variables: (variableEditor?.getValue() ?? tab.variables) || null,
  });

  async function updateSaved(operationId: string) {
    setProblem(undefined);
    try {
      savedTabs.link(tab.id, toSavedTab(await update({ id: operationId, ...written() })));
      onSaved();
    } catch (error) {
      setProblem({ tabId: tab.id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  const title = tab.title.startsWith('<') ? '' : tab.title;
  return (
    <section className="saved-current" aria-label="This operation">
      <p className="saved-state" role="status">
        <strong>{saved?.name ?? 'This operation'}</strong>{' '}
        <span className={hasChanges ? 'saved-changed' : 'panel-quiet'}>
          {saved === undefined ? 'is not saved' : hasChanges ? 'unsaved changes' : 'is saved'}
        </span>
      </p>
      {isSaving ? (
        <OperationForm
          label="Save operation"
          submit="Save"
          initial={{
            name: saved ? `${saved.name} (copy)`.slice(0, 120) : title,
            description: '',
            workspaceId: '',
          }}
          places={places}
          maySharing
          onSubmit={async ({ name, description, workspaceId }) => {
            const text = { name, description: description || null, workspaceId: workspaceId || null };
            savedTabs.link(tab.id, toSavedTab(await save({ ...text, ...written() })));
            setSavingTab(undefined);
            setProblem(undefined);
            onSaved();
          }}
          onCancel={() => setSavingTab(undefined)}
        />
      ) : (
        <div className="actions">
          {saved && (
            <button
              type="button"
              className="action action-primary"
              disabled={!hasChanges}
              onClick={() => void updateSaved(saved.operationId)}
            >
              Update
            </button>
          )}
          <button
            ref={saveButton}
            type="button"
            className={saved ? 'action' : 'action action-primary'}
            onClick={() => setSavingTab(tab.id)}
          >
            {saved ? 'Save as new…' : 'Save…'}
          </button>
        </div>
      )}
      {problem?.tabId === tab.id && (
        <p className="panel-problem" role="alert">
          {problem.message}
        </p>
      )}
    </section>
  );
}
