import { Button, type ButtonProps } from '@mantine/core';
import type { Pages } from '../api/usePages.ts';

interface LoadMoreProps extends Pick<ButtonProps, 'size' | 'fullWidth'> {
  pages: Pick<Pages<unknown>, 'hasMore' | 'isLoadingMore' | 'loadMore'>;
}

/** The way to the next page of a list; nothing at its end. */
export function LoadMore({ pages, ...button }: LoadMoreProps) {
  if (!pages.hasMore) return null;
  return (
    <Button variant="subtle" loading={pages.isLoadingMore} onClick={pages.loadMore} {...button}>
      Load more
    </Button>
  );
}
