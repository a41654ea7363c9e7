import { Select, SimpleGrid } from '@mantine/core';
import { FoldedFilters } from '../../app/FoldedFilters.tsx';
import { TypedFilter } from '../../app/TypedFilter.tsx';
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
    <FoldedFilters
      label="Filter the calls"
      count={Object.values(search).filter((value) => value !== '').length}
      onClear={onClear}
    >
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
        <TypedFilter
          label="Host"
          placeholder="A part of its name"
          value={search.host}
          onValue={(host) => onSearch({ host })}
        />
      </SimpleGrid>
    </FoldedFilters>
  );
}
