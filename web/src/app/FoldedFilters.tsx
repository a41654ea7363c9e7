import { Button, Group } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconFilter } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './FoldedFilters.module.css';

interface FoldedFiltersProps {
  label: string;
  /** How many are set. */
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** The filters of a list. On a phone, where they would fill the first screen, they are folded until they are asked for. */
export function FoldedFilters({ label, count, onClear, children }: FoldedFiltersProps) {
  const [isUnfolded, setUnfolded] = useState(false);
  const id = useId();
  return (
    <form aria-label={label} onSubmit={(event) => event.preventDefault()}>
      <Button
        hiddenFrom="sm"
        fullWidth
        variant="default"
        justify="space-between"
        leftSection={<IconFilter size={16} />}
        rightSection={isUnfolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        aria-expanded={isUnfolded}
        aria-controls={id}
        onClick={() => setUnfolded((was) => !was)}
      >
        {count === 0 ? 'Filters' : `Filters: ${count} set`}
      </Button>
      <div id={id} className={classes.filters} data-unfolded={isUnfolded || undefined}>
        {children}
        <Group justify="flex-end" mt="xs">
          <Button variant="subtle" size="xs" onClick={onClear}>
            Clear the filters
          </Button>
        </Group>
      </div>
    </form>
  );
}
