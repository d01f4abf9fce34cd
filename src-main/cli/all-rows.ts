import { limits } from '../../shared/limits.ts';

/**
 * Every row of a list that is read page by page.
 * @param most so many rows are enough; default: all
 */
export async function allRows<Row>(
  most: number | undefined,
  read: (page: { limit: number; offset: number }) => Promise<{ rows: Row[] }>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const limit = Math.min(limits.pageRows, (most ?? Number.POSITIVE_INFINITY) - all.length);
    const { rows } = await read({ limit, offset: all.length });
    all.push(...rows);
    if (rows.length < limit || all.length === most) return all;
  }
}
