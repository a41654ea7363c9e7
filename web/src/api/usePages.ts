import { useCallback, useEffect, useRef, useState } from 'react';
import { mergeReading, type Page, withNews } from './merge-pages.ts';

export type LoadPage<Item> = (size: number, after: string | undefined) => Promise<Page<Item>>;

export interface Pages<Item> {
  status: 'loading' | 'ready' | 'failed';
  items: Item[];
  hasMore: boolean;
  isLoadingMore: boolean;
  /** The last failure, for people; kept beside the items that were loaded before it. */
  problem: string | undefined;
  loadMore: () => void;
  /** Puts new items in front, nearest first. */
  add: (news: readonly Item[]) => void;
  /** Reads again what is shown. */
  reload: () => Promise<void>;
}

const LARGEST_PAGE = 100;

async function loadAtLeast<Item>(load: LoadPage<Item>, wanted: number, size: number): Promise<Page<Item>> {
  let page = await load(Math.min(LARGEST_PAGE, Math.max(wanted, size)), undefined);
  while (page.items.length < wanted && page.next !== undefined) {
    const more = await load(LARGEST_PAGE, page.next);
    page = { items: [...page.items, ...more.items], next: more.next };
  }
  return page;
}

/** A list read page by page, for as long as `key` stays. `load` rejects with a message for people. */
export function usePages<Item extends { id: string }>(
  key: string,
  size: number,
  load: LoadPage<Item>,
): Pages<Item> {
  const [state, setState] = useState<
    Omit<Pages<Item>, 'hasMore' | 'loadMore' | 'add' | 'reload'> & { next?: string | undefined }
  >({
    status: 'loading',
    items: [],
    isLoadingMore: false,
    problem: undefined,
  });
  const latest = useRef({ load, state, key });
  useEffect(() => {
    latest.current = { load, state, key };
  });
  /** Counts readings, so that an older one that answers late is not shown. */
  const reading = useRef(0);

  const read = useCallback(
    async (wanted: number) => {
      reading.current += 1;
      const mine = reading.current;
      try {
        const page = await loadAtLeast(latest.current.load, wanted, size);
        if (mine !== reading.current) return;
        setState(({ items, next }) => ({
          ...mergeReading({ items, next }, page),
          status: 'ready',
          isLoadingMore: false,
          problem: undefined,
        }));
      } catch (error) {
        if (mine !== reading.current) return;
        const problem = error instanceof Error ? error.message : String(error);
        setState((was) => ({
          ...was,
          status: was.status === 'ready' ? 'ready' : 'failed',
          isLoadingMore: false,
          problem,
        }));
      }
    },
    [size],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what `load` reads
  useEffect(() => {
    setState({ status: 'loading', items: [], isLoadingMore: false, problem: undefined });
    void read(0);
    return () => {
      reading.current += 1;
    };
  }, [key, read]);

  const loadMore = useCallback(() => {
    const { state, load } = latest.current;
    if (state.next === undefined || state.isLoadingMore) return;
    setState((was) => ({ ...was, isLoadingMore: true }));
    reading.current += 1;
    const mine = reading.current;
    load(size, state.next).then(
      (page) => {
        if (mine !== reading.current) return;
        setState((was) => ({
          ...was,
          items: [...was.items, ...page.items],
          next: page.next,
          isLoadingMore: false,
          problem: undefined,
        }));
      },
      (error: unknown) => {
        if (mine !== reading.current) return;
        const problem = error instanceof Error ? error.message : String(error);
        setState((was) => ({ ...was, isLoadingMore: false, problem }));
      },
    );
  }, [size]);

  const add = useCallback(
    (news: readonly Item[]) => setState((was) => ({ ...was, items: withNews(was.items, news) })),
    [],
  );

  const reload = useCallback(() => read(latest.current.state.items.length), [read]);

  return { ...state, hasMore: state.next !== undefined, loadMore, add, reload };
}
