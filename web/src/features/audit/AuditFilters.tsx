import { MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import { FoldedFilters } from '../../app/FoldedFilters.tsx';
import { TypedFilter } from '../../app/TypedFilter.tsx';
import { visibleText } from '../../content/hidden-characters.ts';
import { ACTION_GROUPS, actionInWords } from './action-words.ts';
import { type AuditSearch, countFilters, fromLocalInput, toLocalInput } from './audit-filter.ts';
import { OUTCOME_LABELS } from './outcomes.ts';

interface AuditFiltersProps {
  search: AuditSearch;
  /** Names by id, of those who can be chosen. */
  people: ReadonlyMap<string, string>;
  onSearch: (change: Partial<AuditSearch>) => void;
  onClear: () => void;
}

/** What to look for. */
export function AuditFilters({ search, people, onSearch, onClear }: AuditFiltersProps) {
  return (
    <FoldedFilters label="Filter the audit log" count={countFilters(search)} onClear={onClear}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm">
        <MultiSelect
          label="What"
          placeholder={search.actions.length === 0 ? 'Everything' : ''}
          data={actionsToChoose(search.actions)}
          value={[...search.actions]}
          onChange={(actions) => onSearch({ actions })}
          maxValues={50}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Everything' }}
        />
        <Select
          label="Who"
          placeholder="Everybody"
          data={peopleToChoose(people, search.person)}
          value={search.person === '' ? null : search.person}
          onChange={(person) => onSearch({ person: person ?? '' })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Everybody' }}
        />
        <Select
          label="Outcome"
          placeholder="Any"
          data={Object.entries(OUTCOME_LABELS).map(([value, label]) => ({ value, label }))}
          value={search.outcome === '' ? null : search.outcome}
          onChange={(outcome) => onSearch({ outcome: (outcome ?? '') as AuditSearch['outcome'] })}
          clearable
          clearButtonProps={{ 'aria-label': 'Any outcome' }}
        />
        <MomentInput label="From" moment={search.from} onMoment={(from) => onSearch({ from })} />
        <MomentInput label="Before" moment={search.until} onMoment={(until) => onSearch({ until })} />
        <TypedFilter
          label="Id of the object"
          placeholder="Any"
          value={search.object}
          onValue={(object) => onSearch({ object })}
        />
      </SimpleGrid>
    </FoldedFilters>
  );
}

/** With those of the address that are not known here. */
function actionsToChoose(chosen: readonly string[]) {
  const groups = Object.entries(ACTION_GROUPS).map(([group, actions]) => ({
    group,
    items: Object.entries(actions).map(([value, label]) => ({ value, label })),
  }));
  const unknown = chosen.filter((action) => actionInWords(action) === action);
  return unknown.length === 0
    ? groups
    : [...groups, { group: 'Other', items: unknown.map((value) => ({ value, label: value })) }];
}

function peopleToChoose(people: ReadonlyMap<string, string>, chosen: string) {
  const all = [...people].map(([value, name]) => ({ value, label: visibleText(name).text }));
  return chosen === '' || people.has(chosen) ? all : [...all, { value: chosen, label: chosen }];
}

interface MomentInputProps {
  label: string;
  moment: string;
  onMoment: (moment: string) => void;
}

function MomentInput({ label, moment, onMoment }: MomentInputProps) {
  return (
    <TextInput
      label={label}
      type="datetime-local"
      value={toLocalInput(moment)}
      onChange={(event) => onMoment(fromLocalInput(event.currentTarget.value))}
    />
  );
}
