import { z } from 'zod';

/** Lists of the dev endpoints never refuse a bad parameter: they fall back (specs/lukittu.md section 1.2). */

/** A value of a closed list: whatever else is said, it falls back. */
export const orDefault = <T extends string>(options: readonly T[], fallback: NoInfer<T>) =>
  z
    .enum(options)
    .default(() => fallback)
    .catch(() => fallback);

/** The parameters of a page: `page` from 1, `pageSize` of 10, 25, 50 or 100. */
export const pageParameters = {
  page: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .default('1')
    .catch('1'),
  pageSize: orDefault(['10', '25', '50', '100'], '25'),
};

/** The parameters of a page of a list that can be sorted. */
export const sortedPageParameters = <C extends string>(
  sortColumns: readonly C[],
  sortDefault: NoInfer<C>,
) => ({
  ...pageParameters,
  sortColumn: orDefault(sortColumns, sortDefault),
  sortDirection: orDefault(['asc', 'desc'], 'desc'),
});

type Page = { limit: number; offset: number };

/** A page as rows: how many, and how many before them. */
export function toPage({ page, pageSize }: { page: string; pageSize: string }): Page {
  const limit = Number(pageSize);
  return { limit, offset: (Number(page) - 1) * limit };
}

/** A sorted page as the lists of the store are asked for it. */
export function toPaging<C extends string>(query: {
  page: string;
  pageSize: string;
  sortColumn: C;
  sortDirection: 'asc' | 'desc';
}): Page & { sort: C; direction: 'asc' | 'desc' } {
  return { ...toPage(query), sort: query.sortColumn, direction: query.sortDirection };
}
