import type { ProductRecord } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { DEFAULT_LINE } from '../access/release-checks.ts';
import { newMetadata } from '../metadata.ts';
import type { Branch, Product } from '../model.ts';
import type { Known } from './known.ts';
import { bad, existing, type Plan } from './plan.ts';

/**
 * What a record of a product would make here: the product with its branches. One that exists gets the branches it lacks.
 * @returns how it is stored, that it exists already, or what is wrong with it
 */
export function planProduct(core: Core, known: Known, record: ProductRecord): Plan {
  const { store } = core;
  const now = core.now();
  const byId = record.id == null ? undefined : known.productById(record.id);
  const byNumber = record.number == null ? undefined : known.productByNumber(record.number);
  const byName = known.productByName(record.name);
  const same = byId ?? (record.id == null ? (byNumber ?? byName) : undefined);
  if (byNumber && byNumber.id !== same?.id)
    return bad('number', `the number ${record.number} belongs to ${byNumber.name}`);
  if (byName && byName.id !== same?.id)
    return bad('name', `there is a product of this name with the id ${byName.id}`);
  if (same && record.number != null && record.number !== same.number)
    return bad('number', `the product with this id has the number ${same.number}`);
  if (same && known.isBrought(same.id)) return existing(known, same, 'name');

  const product: Product = same ?? {
    id: record.id ?? newId(),
    number: record.number ?? known.newNumber(),
    name: record.name,
    url: record.url || null,
    createdAt: record.createdAt ?? now,
    updatedAt: record.updatedAt ?? now,
  };
  const branches: Branch[] = [];
  for (const { id, name } of record.branches ?? []) {
    if (name.toLowerCase() === DEFAULT_LINE || known.branch(product.id, name)) continue;
    if (id != null && known.branchById(id)) return bad('branches', `another branch has the id ${id}`);
    branches.push({ id: id ?? newId(), productId: product.id, name, createdAt: now, updatedAt: now });
  }
  for (const branch of branches) known.addBranch(branch);
  if (!same) known.addProduct(product);
  if (same && branches.length === 0) return { existing: true };
  return {
    existing: same !== undefined,
    save() {
      if (!same) {
        store.products.insert(product);
        store.metadata.replace('product', product.id, newMetadata(record.metadata ?? [], now));
      }
      for (const branch of branches) store.branches.insert(branch);
    },
  };
}
