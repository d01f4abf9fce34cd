import { z } from 'zod';

/** Lists of the dev endpoints never refuse a bad parameter: they fall back (specs/lukittu.md section 1.2). */

const pageSizes = ['10', '25', '50', '100'] as const;

/** The page that a list is asked for: `page` from 1, `pageSize` of 10, 25, 50 or 100, and the order. */
export function readPage<C extends string>(
  query: Record<string, string>,
  sortColumns: readonly C[],
  sortDefault: C,
): { limit: number; offset: number; sort: C; direction: 'asc' | 'desc' } {
  const page = /^[1-9]\d{0,8}$/.test(query['page'] ?? '') ? Number(query['page']) : 1;
  const limit = Number(oneOf(pageSizes, query['pageSize']) ?? '25');
  return {
    limit,
    offset: (page - 1) * limit,
    sort: oneOf(sortColumns, query['sortColumn']) ?? sortDefault,
    direction: oneOf(['asc', 'desc'], query['sortDirection']) ?? 'desc',
  };
}

/** A value of a closed list, or nothing. */
export const oneOf = <T extends string>(options: readonly T[], value: string | undefined): T | undefined =>
  options.find((option) => option === value);

/** A value of a closed list as a schema: whatever else is said, it falls back. */
const orDefault = <T extends string>(options: readonly T[], fallback: NoInfer<T>) =>
  z
    .enum(options)
    .default(() => fallback)
    .catch(() => fallback);

/** The parameters of a page as a schema: the same as `readPage` reads. */
export const pageParameters = <C extends string>(sortColumns: readonly C[], sortDefault: NoInfer<C>) => ({
  page: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .default('1')
    .catch('1'),
  pageSize: orDefault(pageSizes, '25'),
  sortColumn: orDefault(sortColumns, sortDefault),
  sortDirection: orDefault(['asc', 'desc'], 'desc'),
});

/** A page as the lists of the store are asked for it. */
export function toPaging<C extends string>(query: {
  page: string;
  pageSize: string;
  sortColumn: C;
  sortDirection: 'asc' | 'desc';
}): { limit: number; offset: number; sort: C; direction: 'asc' | 'desc' } {
  const limit = Number(query.pageSize);
  const offset = (Number(query.page) - 1) * limit;
  return { limit, offset, sort: query.sortColumn, direction: query.sortDirection };
}
