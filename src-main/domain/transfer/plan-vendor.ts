import type { ImportProblem, VendorRecord } from '../../../shared/model/transfer.ts';
import { refusalWords } from '../../../shared/refusals.ts';
import type { Core } from '../core.ts';
import { Refusal } from '../refusal.ts';
import { readFeedKey, setFeedKey } from '../updates/feed-key.ts';
import { initVendor, readPrivateKey } from '../vendor/init-vendor.ts';

/**
 * Looks at the identity of the vendor in a file.
 * @param problems gets what is wrong with it
 * @returns whether anything of it is new and can be taken over
 */
export function planVendor(core: Core, record: VendorRecord | null, problems: ImportProblem[]): boolean {
  if (!record) return false;
  const found = problems.length;
  const bad = (field: keyof VendorRecord, message: string) =>
    problems.push({ kind: 'vendor', row: 1, field, message });
  /** The public half of a private key; one that cannot be used is a problem. */
  const publicHalf = (field: 'privateKey' | 'feedKey', read: (text: string) => string): string | null => {
    try {
      return record[field] == null ? null : read(record[field]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      bad(field, error.message);
      return null;
    }
  };
  const current = core.store.vendor.get()!;
  const feedKey = core.store.feedKey.get()?.publicKey ?? null;
  const publicKey = publicHalf('privateKey', (text) => readPrivateKey(text).publicKey);
  const newFeedKey = publicHalf('feedKey', readFeedKey);
  if (problems.length > found) return false;

  const changesId = record.id != null && record.id !== current.id;
  const changesKey = publicKey !== null && publicKey !== current.publicKey;
  if (publicKey === null && record.publicKey != null && record.publicKey.trim() !== current.publicKey.trim())
    bad('publicKey', 'the private key that belongs to it is not in the file: export with it');
  else if ((changesId || changesKey) && core.store.products.list().length > 0)
    bad('id', refusalWords.vendor_in_use);
  if (newFeedKey !== null && feedKey !== null && newFeedKey !== feedKey)
    bad('feedKey', `there is another feed key already (${feedKey})`);
  if (problems.length > found) return false;
  const changesName = record.name != null && record.name !== current.name;
  return changesId || changesKey || changesName || (newFeedKey !== null && feedKey === null);
}

/**
 * Takes over the identity of a vendor, as `planVendor` found that it can be.
 * @throws {Refusal} `vendor_in_use`, `key_taken` when somebody made a product or a feed key meanwhile
 */
export async function takeVendor(core: Core, record: VendorRecord): Promise<void> {
  const current = core.store.vendor.get()!;
  const isOwnKey =
    record.privateKey != null && readPrivateKey(record.privateKey).publicKey === current.publicKey;
  await initVendor(core, {
    id: record.id ?? undefined,
    name: record.name ?? undefined,
    privateKey: isOwnKey ? undefined : (record.privateKey ?? undefined),
  });
  if (record.feedKey != null) setFeedKey(core, record.feedKey);
}
