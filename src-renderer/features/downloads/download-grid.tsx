import { Loader } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { columns, features } from './columns.tsx';
import classes from './download-grid.module.css';

/** Height of every row in pixels: two lines. One height keeps 100,000 rows as light as a hundred. */
const ROW = 48;
/** Older rows are asked for when the end is this many rows away. */
const AHEAD = 60;

/** Stable, or every measure would be taken anew at every turn. */
const estimateSize = () => ROW;

type DownloadGridProps = {
  rows: readonly DownloadRow[];
  /** Every older row is there. */
  complete: boolean;
  loading: boolean;
  onEnd: () => void;
  /** Told whether the newest row is in view. */
  onTop: (top: boolean) => void;
  onOpen: (row: DownloadRow) => void;
  scroller: React.RefObject<HTMLDivElement | null>;
};

/** Rows of the log, of which only those in view exist. Arrow keys move through them, Enter opens one. */
export function DownloadGrid({ rows, complete, loading, onEnd, onTop, onOpen, scroller }: DownloadGridProps) {
  const [active, setActive] = useState<number | null>(null);
  // eslint-disable-next-line react/incompatible-library -- no compiler memoises what it returns
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan: 10,
    scrollPaddingStart: ROW,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!complete && !loading && rows.length > 0 && last >= rows.length - AHEAD) onEnd();
  }, [complete, loading, rows.length, last, onEnd]);

  // The table knows only the rows in view: it makes its own objects of each.
  const table = useTable({
    features,
    columns,
    data: items.flatMap(({ index }) => rows[index] ?? []),
    getRowId: (row) => String(row.id),
  });
  const activeIndex = active === null ? -1 : rows.findIndex(({ id }) => id === active);
  const move = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(rows[next]?.id ?? null);
    virtualizer.scrollToIndex(next);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    if (step !== undefined) move(activeIndex < 0 ? (items[0]?.index ?? 0) : activeIndex + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (event.key === 'Enter' && activeIndex >= 0) onOpen(rows[activeIndex]!);
    else return;
    event.preventDefault();
  };
  const onClick = ({ target }: React.MouseEvent) => {
    const index = (target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'];
    const row = rows[Number(index)];
    if (!row) return;
    setActive(row.id);
    onOpen(row);
  };
  const isActiveShown = items.some(({ index }) => index === activeIndex);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label="Downloads, newest first"
      aria-rowcount={complete ? rows.length + 1 : -1}
      aria-activedescendant={isActiveShown ? `download-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onScroll={({ currentTarget }) => onTop(currentTarget.scrollTop < ROW / 2)}
    >
      <div role="rowgroup" className={classes.head}>
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" aria-rowindex={1} className={classes.row}>
            {group.headers.map((header) => (
              <Cell key={header.id} role="columnheader" column={header.column.id}>
                <table.FlexRender header={header} />
              </Cell>
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {table.getRowModel().rows.map((row, position) => {
          const item = items[position]!;
          return (
            <div
              key={row.id}
              id={`download-${row.id}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={row.original.id === active}
              className={classes.row}
              style={{ transform: `translateY(${item.start}px)`, height: ROW }}
              data-index={item.index}
            >
              {row.getAllCells().map((cell) => (
                <Cell key={cell.id} role="gridcell" column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </Cell>
              ))}
            </div>
          );
        })}
      </div>
      {loading && rows.length > 0 && (
        <div className={classes.loading}>
          <Loader size="sm" aria-label="Loading older rows" />
        </div>
      )}
    </div>
  );
}

type CellProps = { role: 'columnheader' | 'gridcell'; column: string; children: React.ReactNode };

function Cell({ role, column, children }: CellProps) {
  return (
    <div role={role} className={classes.cell} data-column={column}>
      {children}
    </div>
  );
}
