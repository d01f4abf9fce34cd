import type { FileDamage } from '../../../shared/model/enums.ts';
import type { OfferQuery, Store } from '../store.ts';
import { refuse } from '../refusal.ts';

const MEND = 'Publish the same file again as the same version to mend it.';

const words: Record<FileDamage, string> = {
  missing: `The bytes of the release file are missing from the data folder. ${MEND}`,
  damaged: `The bytes of the release file are not those that were published: the file in the data folder is damaged. ${MEND}`,
};

/** Why a line offers nothing, where damage is all that stands before a release; for the log. */
export function whyNothing({ releases }: Store, query: OfferQuery): string | undefined {
  const damaged = releases.newest({ ...query, beyondMaintenance: true, damagedToo: true });
  return (
    damaged && `The bytes of ${damaged.version} are missing or damaged, and nothing else can be offered.`
  );
}

/**
 * Refuses a file that cannot be served, in words for the vendor.
 * @throws {Refusal} `file_missing` always
 */
export const refuseDamaged = (damage: FileDamage): never => refuse('file_missing', words[damage]);
