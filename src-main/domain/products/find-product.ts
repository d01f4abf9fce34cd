import type { Branch, Product } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { DEFAULT_LINE } from '../access/release-checks.ts';
import type { Store } from '../store.ts';

/**
 * The product that a person means: by id, number or name, in this order.
 * @throws {Refusal} `product_not_found`
 */
export function findProduct(store: Store, reference: string): Product {
  const found =
    store.products.byId(reference.toLowerCase()) ??
    (/^\d{1,10}$/.test(reference) ? store.products.byNumber(Number(reference)) : undefined) ??
    store.products.byName(reference);
  if (found) return found;
  throw new Refusal('product_not_found', {
    message: `There is no product with the id, number or name "${reference}".`,
  });
}

/**
 * The branch that a person means, by name or id; nothing or `stable` = the default line.
 * @throws {Refusal} `branch_not_found`
 */
export function findBranch(store: Store, product: Product, reference: string | undefined): Branch | null {
  if (reference === undefined || reference === DEFAULT_LINE) return null;
  const byId = store.branches.byId(reference.toLowerCase());
  const found =
    store.branches.byName(product.id, reference) ?? (byId?.productId === product.id ? byId : undefined);
  if (found) return found;
  throw new Refusal('branch_not_found', {
    message: `${product.name} has no branch "${reference}". Create it first, or leave the branch out for the default line.`,
  });
}
