import type { Core } from '../core.ts';
import type { Product, Release, ReleaseFile } from '../model.ts';
import { platformlessFile } from './release-rules.ts';

/** What everyone may know of a product's newest release. */
export type PublicUpdate = {
  product: Product | undefined;
  found: { release: Release; file: ReleaseFile } | null;
};

/**
 * Looks for the newest release that every licence of a product gets: the highest comparable version published on the
 * default line, reserved for none and rolled out to all, if a client that names no platform can have its file. Nothing is written.
 */
export function publicUpdate({ store }: Core, productNumber: number): PublicUpdate {
  return store.look(() => {
    const product = store.products.byNumber(productNumber);
    const release =
      product &&
      store.releases.newest({
        productId: product.id,
        branchId: null,
        platform: null,
        licenseId: null,
        numericOnly: false,
      });
    const file = release && platformlessFile(store.releaseFiles.ofRelease(release.id));
    return { product, found: file ? { release, file } : null };
  });
}
