import { type FormEvent, useId, useState } from 'react';
import type { SharingPlace } from './useSharingPlaces.ts';

/** What the form asks for. */
export interface OperationFormValues {
  readonly name: string;
  readonly description: string;
  /** The workspace to share it in; empty for nobody. */
  readonly workspaceId: string;
}

interface OperationFormProps {
  label: string;
  submit: string;
  initial: OperationFormValues;
  places: readonly SharingPlace[];
  /** Whether the person may change whom it is shared with. */
  maySharing: boolean;
  /** Rejects with a message for people. */
  onSubmit: (values: OperationFormValues) => Promise<void>;
  onCancel: () => void;
}

/** A name, a description, and whom to share with. */
export function OperationForm(props: OperationFormProps) {
  const { label, submit, initial, places, maySharing, onSubmit, onCancel } = props;
  const id = useId();
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const change = (field: keyof OperationFormValues) => (event: { target: { value: string } }) =>
    setValues((was) => ({ ...was, [field]: event.target.value }));

  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(values);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  const shown = places.filter(({ id: place, mayShare }) => mayShare || place === initial.workspaceId);
  return (
    <form className="saved-form" aria-label={label} onSubmit={send}>
      <label htmlFor={`${id}-name`}>Name</label>
      <input
        id={`${id}-name`}
        required
        maxLength={120}
        value={values.name}
        onChange={change('name')}
        // biome-ignore lint/a11y/noAutofocus: the form opens where somebody has asked for it
        autoFocus
      />
      <label htmlFor={`${id}-description`}>Description (optional)</label>
      <input
        id={`${id}-description`}
        maxLength={2000}
        value={values.description}
        onChange={change('description')}
      />
      {maySharing && (
        <>
          <label htmlFor={`${id}-share`}>Share with</label>
          <select id={`${id}-share`} value={values.workspaceId} onChange={change('workspaceId')}>
            <option value="">Nobody, only me</option>
            {shown.map((place) => (
              <option key={place.id} value={place.id}>
                Everybody in {place.name}
              </option>
            ))}
          </select>
        </>
      )}
      {problem !== undefined && (
        <p className="panel-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="action action-primary" disabled={isBusy}>
          {submit}
        </button>
        <button type="button" className="action" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
