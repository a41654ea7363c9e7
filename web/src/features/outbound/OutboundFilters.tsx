import { Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { OutboundSearch } from './outbound-filter.ts';
import { OUTCOME_LABELS, PURPOSE_LABELS, SERVICES } from './outbound-words.ts';

interface OutboundFiltersProps {
  search: OutboundSearch;
  onSearch: (change: Partial<OutboundSearch>) => void;
  onClear: () => void;
}

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const DAYS = { '1': 'The last day', '7': 'The last 7 days', '30': 'The last 30 days' };

export function OutboundFilters({ search, onSearch, onClear }: OutboundFiltersProps) {
  return (
    <form aria-label="Filter the calls" onSubmit={(event) => event.preventDefault()}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} spacing="sm">
        <Select
          label="Service"
          placeholder="Any"
          data={[...SERVICES]}
          value={search.service || null}
          onChange={(service) => onSearch({ service: service ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': 'Any service' }}
        />
        <Select
          label="What for"
          placeholder="Anything"
          data={optionsOf(PURPOSE_LABELS)}
          value={search.purpose || null}
          onChange={(purpose) => onSearch({ purpose: purpose ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': 'Anything' }}
        />
        <Select
          label="Outcome"
          placeholder="Any"
          data={optionsOf(OUTCOME_LABELS)}
          value={search.outcome || null}
          onChange={(outcome) => onSearch({ outcome: (outcome ?? '') as OutboundSearch['outcome'] })}
          clearable
          clearButtonProps={{ 'aria-label': 'Any outcome' }}
        />
        <Select
          label="When"
          placeholder="All that is kept"
          data={optionsOf(DAYS)}
          value={search.days || null}
          onChange={(days) => onSearch({ days: (days ?? '') as OutboundSearch['days'] })}
          clearable
          clearButtonProps={{ 'aria-label': 'All that is kept' }}
        />
        <HostInput value={search.host} onValue={(host) => onSearch({ host })} />
      </SimpleGrid>
      <Group justify="flex-end" mt="xs">
        <Button variant="subtle" size="xs" onClick={onClear}>
          Clear the filters
        </Button>
      </Group>
    </form>
  );
}

/** Looked for when the person is done typing. */
function HostInput({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const done = () => onValue(typed.trim());
  return (
    <TextInput
      label="Host"
      placeholder="A part of its name"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
