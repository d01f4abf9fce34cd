import type { Metadata, Product } from '../domain/model.ts';
import type { Sqlite } from './database.ts';
import { metadata } from './metadata.ts';
import { defineHoldsText, fold } from './search-text.ts';

/** How a page of products is chosen and ordered. */
export type ProductPageQuery = {
  /** A part of the name, in any case. */
  search: string | null;
  sort: 'name' | 'number' | 'createdAt' | 'updatedAt';
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
};

const sortColumns = {
  name: 'name COLLATE NOCASE',
  number: 'number',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const satisfies Record<ProductPageQuery['sort'], string>;

/** Pages of products with their metadata, read on the back office's connection. */
export function productPages(db: Sqlite) {
  defineHoldsText(db);
  const pairs = metadata(db);
  const where = '(@search IS NULL OR holds_text(name, @search))';
  const count = db
    .prepare<[{ search: string | null }], number>(`SELECT count(*) FROM products WHERE ${where}`)
    .pluck();
  const pageOf = (order: string) =>
    db.prepare<[Omit<ProductPageQuery, 'sort' | 'direction'>], Product>(
      `SELECT id, number, name, url, created_at AS createdAt, updated_at AS updatedAt FROM products
       WHERE ${where} ORDER BY ${order}, number LIMIT @limit OFFSET @offset`,
    );
  const pages = Object.fromEntries(
    Object.entries(sortColumns).flatMap(([sort, column]) =>
      (['asc', 'desc'] as const).map((direction) => [
        `${sort} ${direction}`,
        pageOf(`${column} ${direction}`),
      ]),
    ),
  ) as Record<`${ProductPageQuery['sort']} ${'asc' | 'desc'}`, ReturnType<typeof pageOf>>;
  return {
    productPage({ sort, direction, search, ...page }: ProductPageQuery): {
      rows: (Product & { metadata: Metadata[] })[];
      total: number;
    } {
      const query = { ...page, search: search && fold(search) };
      const rows = pages[`${sort} ${direction}`].all(query);
      return {
        rows: rows.map((row) => ({ ...row, metadata: pairs.of('product', row.id) })),
        total: count.get(query)!,
      };
    },
  };
}
