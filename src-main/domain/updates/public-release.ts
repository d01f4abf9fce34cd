import type { Core } from '../core.ts';
import type { Product, Release, ReleaseFile } from '../model.ts';
import { refuse } from '../refusal.ts';
import { platformlessFile } from '../releases/release-rules.ts';

/** What everyone may know of a line's newest release. */
export type PublicRelease = { product: Product; found: { release: Release; file: ReleaseFile } | null };

/**
 * Looks for the newest release of a line that every licence gets, if a client that names no platform can have its file.
 * Nothing is written.
 * @param branch null = the default line
 * @throws {Refusal} `product_not_found`, `branch_not_found`
 */
export function publicRelease(
  { store }: Core,
  asked: { productId: string | null; productNumber: number | null; branch: string | null },
): PublicRelease {
  return store.look(() => {
    const product =
      (asked.productNumber === null
        ? store.products.byId(asked.productId ?? '')
        : store.products.byNumber(asked.productNumber)) ?? refuse('product_not_found');
    const branchId =
      asked.branch === null
        ? null
        : (store.branches.byName(product.id, asked.branch)?.id ?? refuse('branch_not_found'));
    const release = store.releases.newest({
      productId: product.id,
      branchId,
      platform: null,
      licenseId: null,
      numericOnly: false,
    });
    const file = release && platformlessFile(store.releaseFiles.ofRelease(release.id));
    return { product, found: file ? { release, file } : null };
  });
}
