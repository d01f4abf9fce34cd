import { useEffect } from 'react';
import { useHidden } from './deletions-context.tsx';

type Answer<R> = { data?: { rows: R[]; total: number } | undefined; isPlaceholderData: boolean };

type Paging = {
  page: number;
  /** Rows on one page. */
  size: number;
  onPage: (page: number) => void;
};

/** A page of a table without the rows that are about to be deleted. A page after the last one gives way to the last. */
export function usePageOfRows<R extends { id: string }>(
  { data, isPlaceholderData }: Answer<R>,
  { page, size, onPage }: Paging,
): { rows: R[]; total: number; pages: number; isEmpty: boolean; isBeyond: boolean } {
  const hidden = useHidden();
  const rows = data?.rows.filter(({ id }) => !hidden.has(id)) ?? [];
  const total = data ? data.total - (data.rows.length - rows.length) : 0;
  const pages = Math.max(1, Math.ceil(total / size));
  const isBeyond = data !== undefined && rows.length === 0 && total > 0;
  const mustTurn = isBeyond && !isPlaceholderData && page > pages;
  useEffect(() => {
    if (mustTurn) onPage(pages);
  }, [mustTurn, pages, onPage]);
  return { rows, total, pages, isEmpty: data !== undefined && total === 0, isBeyond };
}
