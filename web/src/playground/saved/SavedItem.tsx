import { useRef, useState } from 'react';
import { OperationForm } from './OperationForm.tsx';
import type { OperationChange, SavedOperation } from './useSavedOperations.ts';
import type { SharingPlace } from './useSharingPlaces.ts';

interface SavedItemProps {
  operation: SavedOperation;
  places: readonly SharingPlace[];
  isMine: boolean;
  isOpen: boolean;
  onOpen: () => void;
  /** These reject with a message for people. */
  onChange: (change: OperationChange) => Promise<void>;
  onDelete: () => Promise<void>;
}

/** One saved operation: opened by its name, changed or deleted by who may. */
export function SavedItem(props: SavedItemProps) {
  const { operation, places, isMine, isOpen, onOpen, onChange, onDelete } = props;
  const { name, description, workspace, createdBy, mayChange } = operation;
  const [doing, setDoing] = useState<'editing' | 'deleting'>();
  const [problem, setProblem] = useState<string>();
  const openButton = useRef<HTMLButtonElement>(null);

  /** The keyboard goes on at the operation, not at the top of the page. */
  function close() {
    setDoing(undefined);
    setProblem(undefined);
    openButton.current?.focus();
  }

  async function confirmDelete() {
    try {
      await onDelete();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  const origin = workspace ? `Shared in ${workspace.name}` : 'Personal';
  return (
    <li className="saved-item">
      <button
        ref={openButton}
        type="button"
        className="saved-open"
        onClick={onOpen}
        aria-current={isOpen ? 'true' : undefined}
        aria-label={`Open ${name}`}
      >
        <span className="saved-name">{name}</span>
        {description && <span className="saved-description">{description}</span>}
        <span className="panel-quiet">
          {origin}
          {isMine ? '' : ` by ${createdBy.name}`}
        </span>
      </button>
      {doing === 'editing' && (
        <OperationForm
          label={`Edit ${name}`}
          submit="Save changes"
          initial={{ name, description: description ?? '', workspaceId: workspace?.id ?? '' }}
          places={places}
          maySharing={isMine}
          onSubmit={async (values) => {
            const workspaceId = isMine ? { workspaceId: values.workspaceId || null } : {};
            await onChange({ name: values.name, description: values.description || null, ...workspaceId });
            close();
          }}
          onCancel={close}
        />
      )}
      {doing === 'deleting' && (
        <div className="saved-confirm" role="alertdialog" aria-label={`Delete ${name}?`}>
          <p>
            Delete “{name}”{workspace ? ` for everybody in ${workspace.name}` : ''}? This cannot be undone.
          </p>
          {problem !== undefined && (
            <p className="panel-problem" role="alert">
              {problem}
            </p>
          )}
          <div className="actions">
            <button type="button" className="action action-danger" onClick={() => void confirmDelete()}>
              Delete
            </button>
            <button
              type="button"
              className="action"
              onClick={close}
              // biome-ignore lint/a11y/noAutofocus: asked for, and the harmless answer
              autoFocus
            >
              Keep
            </button>
          </div>
        </div>
      )}
      {doing === undefined && mayChange && (
        <div className="actions">
          <button
            type="button"
            className="action"
            aria-label={`${isMine ? 'Rename or share' : 'Rename'} ${name}`}
            onClick={() => setDoing('editing')}
          >
            {isMine ? 'Rename or share…' : 'Rename…'}
          </button>
          <button
            type="button"
            className="action"
            aria-label={`Delete ${name}`}
            onClick={() => setDoing('deleting')}
          >
            Delete…
          </button>
        </div>
      )}
    </li>
  );
}
