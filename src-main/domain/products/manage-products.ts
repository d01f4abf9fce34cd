import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { newMetadata, type MetadataInput } from '../metadata.ts';
import type { Product } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { findProduct } from './find-product.ts';

/**
 * Creates a product; a vendor who moves here keeps the ids and numbers that shipped clients have built in.
 * @throws {Refusal} `name_taken`, `id_taken`, `number_taken`
 */
export function createProduct(
  core: Core,
  input: {
    name: string;
    url?: string | null | undefined;
    id?: string | undefined;
    number?: number | undefined;
    metadata?: readonly MetadataInput[] | undefined;
  },
): Product {
  const { store } = core;
  return store.change(() => {
    const now = core.now();
    assertNameFree(core, input.name);
    const id = input.id?.toLowerCase() ?? newId();
    if (store.products.byId(id))
      throw new Refusal('id_taken', { message: `Another product has the id ${id}.` });
    const number = input.number ?? store.products.nextNumber();
    const holder = store.products.byNumber(number);
    if (holder)
      throw new Refusal('number_taken', { message: `The number ${number} belongs to ${holder.name}.` });
    const product = { id, number, name: input.name, url: input.url ?? null, createdAt: now, updatedAt: now };
    store.products.insert(product);
    store.metadata.replace('product', id, newMetadata(input.metadata ?? [], now));
    return product;
  });
}

/** @throws {Refusal} `product_not_found`, `name_taken` */
export function updateProduct(
  core: Core,
  reference: string,
  changes: {
    name?: string | undefined;
    url?: string | null | undefined;
    metadata?: readonly MetadataInput[] | undefined;
  },
): Product {
  const { store } = core;
  return store.change(() => {
    const product = findProduct(store, reference);
    if (changes.name !== undefined) assertNameFree(core, changes.name, product.id);
    const updated = {
      ...product,
      name: changes.name ?? product.name,
      url: changes.url === undefined ? product.url : changes.url,
      updatedAt: core.now(),
    };
    store.products.update(updated);
    if (changes.metadata)
      store.metadata.replace('product', product.id, newMetadata(changes.metadata, updated.updatedAt));
    return updated;
  });
}

/** @throws {Refusal} `product_not_found`, `product_in_use` while it has releases */
export function deleteProduct(core: Core, reference: string): Product {
  const { store } = core;
  return store.change(() => {
    const product = findProduct(store, reference);
    if (store.releases.inUse(product.id))
      throw new Refusal('product_in_use', {
        message: `${product.name} still has releases. Delete them first.`,
      });
    store.products.remove(product.id);
    return product;
  });
}

function assertNameFree({ store }: Core, name: string, except?: string): void {
  const holder = store.products.byName(name);
  if (holder && holder.id !== except)
    throw new Refusal('name_taken', { message: `There is a product named "${holder.name}" already.` });
}
