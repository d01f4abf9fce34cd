import { type Branch, type Metadata, OWNER_ID, type Product } from '../../../domain/model.ts';

/** ISO 8601 with milliseconds and `Z`, as every answer has it. */
export const iso = (time: number): string => new Date(time).toISOString();
export const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

/** When something was made and last changed. */
export const times = (row: { createdAt: number; updatedAt: number }) => ({
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
});

/** What a row of metadata belongs to, by the name of its column in an answer. */
export type MetadataOwnerId = 'customerId' | 'licenseId' | 'productId' | 'releaseId' | 'blacklistId';

/** Metadata as answers show it: each row names every kind of owner, and the id of its own (specs/lukittu.md section 1.5). */
export function presentMetadata(
  teamId: string,
  rows: readonly Metadata[],
  owner: MetadataOwnerId,
  ownerId: string,
) {
  const nobody = { customerId: null, licenseId: null, productId: null, releaseId: null, blacklistId: null };
  return rows.map((row) => {
    const { id, key, value, locked } = row;
    return { id, key, value, locked, teamId, ...times(row), ...nobody, [owner]: ownerId };
  });
}

/** A product inside another answer: every scalar, without metadata. */
export function presentProduct(teamId: string, product: Product) {
  const { id, name, url } = product;
  return { id, name, url, teamId, createdByUserId: OWNER_ID, ...times(product) };
}

export function presentBranch(branch: Branch) {
  return { id: branch.id, name: branch.name, productId: branch.productId, ...times(branch) };
}
