import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AuditEventFilter, AuditLineFragment } from '../../__generated__/operations.ts';
import type { Page } from '../../api/merge-pages.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { AuditEventDrawer } from './AuditEventDrawer.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import { type AuditSearch, filterOf, readSearch, writeSearch } from './audit-filter.ts';

const PAGE_SIZE = 50;

interface AuditLogProps {
  title: string;
  /** Whose log; a new one is read from its beginning. */
  scope: string;
  /** @throws Error with a message for people */
  load: (
    filter: AuditEventFilter,
    first: number,
    after: string | undefined,
  ) => Promise<Page<AuditLineFragment>>;
  /** Names by id, of people who are not in the events that are shown. */
  known?: ReadonlyMap<string, string>;
  actions?: (filter: AuditEventFilter) => ReactNode;
}

/** What was done, newest first; what is looked for stands in the address. */
export function AuditLog({ title, scope, load, known, actions }: AuditLogProps) {
  const [query, setQuery] = useSearchParams();
  const [open, setOpen] = useState<AuditLineFragment>();
  const search = readSearch(query);
  const filter = filterOf(search);
  const pages = usePages<AuditLineFragment>(`${scope} ${writeSearch(search)}`, PAGE_SIZE, (first, after) =>
    load(filter, first, after),
  );
  const people = useMemo(() => {
    const seen = pages.items.flatMap(({ actor }) => (actor ? [[actor.id, actor.name] as const] : []));
    return new Map([...(known ?? []), ...seen]);
  }, [pages.items, known]);
  const reload = () => void pages.reload();
  const onSearch = (change: Partial<AuditSearch>) =>
    setQuery((was) => writeSearch({ ...readSearch(was), ...change }), { replace: true });
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={reload}>
            Look again
          </Button>
          {actions?.(filter)}
        </Group>
      </Group>
      <AuditFilters
        search={search}
        people={people}
        onSearch={onSearch}
        onClear={() => setQuery({}, { replace: true })}
      />
      {pages.problem === undefined ? null : <Retry problem={pages.problem} onRetry={reload} />}
      {pages.status === 'loading' ? (
        <Skeleton height={240} role="status" aria-label="Loading the audit log" />
      ) : null}
      {pages.status === 'ready' && pages.items.length === 0 ? (
        <Text c="dimmed" ta="center">
          {isFiltered ? 'Nothing was done that fits these filters.' : 'Nothing has been done yet.'}
        </Text>
      ) : null}
      {pages.items.length > 0 ? <AuditTable events={pages.items} people={people} onOpen={setOpen} /> : null}
      <LoadMore pages={pages} />
      <AuditEventDrawer event={open} onClose={() => setOpen(undefined)} onSearch={onSearch} />
    </Stack>
  );
}
