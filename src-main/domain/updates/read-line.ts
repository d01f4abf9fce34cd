import { type Attempt, check, type CheckOrder, type State } from '../access/attempt.ts';
import type { Core } from '../core.ts';
import type { License, Product, Release, ReleaseFile } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { whyNothing } from '../releases/damage.ts';
import type { OfferQuery } from '../store.ts';

/** A release with those of its files that a feed is about. */
export type FeedRelease = {
  release: Release;
  files: ReleaseFile[];
  /** Names that several files of the release have, for different platforms. */
  sharedNames: ReadonlySet<string>;
};

/** What a licence may be told of a line, the newest release first; one at least. */
export type Line = {
  found: State & { license: License };
  product: Product;
  releases: [FeedRelease, ...FeedRelease[]];
};

/** What a feed is about: the files it wants of a release, and how many releases it lists. */
export type Wanted = {
  files: (release: Release, intact: ReleaseFile[]) => ReleaseFile[];
  releases: number;
};

const PAGE = 50;
/** So many releases are looked at: a line may hold thousands of which none is for this updater. */
const LOOKED_AT = 500;

/**
 * Reads the releases of a line that a licence may have, the newest first, as `update` does in other dialects: published,
 * with versions that can be compared, none that is withdrawn from it. Nothing is written: to look is not to use the licence.
 * @param order the checks that the licence must pass before anything is looked for; they find the product
 * @throws {Refusal} with the facts known by then: `nothing_published`, `release_beyond_maintenance` when the licence's
 *   maintenance is all that stands before a release
 */
export function readLine(core: Core, attempt: Attempt, order: CheckOrder, wanted: Wanted): Line {
  const { store } = core;
  return store.look(() => {
    const found = check(core, attempt, order);
    const { product } = found;
    if (!product) throw new Error('The order of checks found no product');
    const [newest, ...older] = search(core, found, product, wanted, false);
    if (newest) {
      found.release = newest.release;
      return { found, product, releases: [newest, ...older] };
    }
    const [beyond] = search(core, found, product, { ...wanted, releases: 1 }, true);
    const reason = beyond ? undefined : whyNothing(store, queryOf(found, product, true));
    const refusal = new Refusal(
      beyond ? 'release_beyond_maintenance' : 'nothing_published',
      reason === undefined ? {} : { message: reason },
    );
    refusal.facts = beyond ? { ...found, release: beyond.release } : found;
    throw refusal;
  });
}

const queryOf = (
  { branchId, license }: State & { license: License },
  product: Product,
  beyondMaintenance: boolean,
): OfferQuery => ({
  ...{ productId: product.id, branchId, platform: null, licenseId: license.id },
  ...{ anyFile: true, numericOnly: false, beyondMaintenance },
});

function search(
  { store }: Core,
  known: State & { license: License },
  product: Product,
  { files, releases: limit }: Wanted,
  beyondMaintenance: boolean,
): FeedRelease[] {
  const query = queryOf(known, product, beyondMaintenance);
  const found: FeedRelease[] = [];
  for (let page = 0; page * PAGE < LOOKED_AT; page += 1) {
    const releases = store.releases.offers(query, { limit: PAGE, offset: page * PAGE });
    for (const release of releases) {
      const all = store.releaseFiles.ofRelease(release.id);
      const its = files(
        release,
        all.filter(({ damage }) => damage === null),
      );
      if (its.length > 0) found.push({ release, files: its, sharedNames: sharedNames(all) });
      if (found.length === limit) return found;
    }
    if (releases.length < PAGE) break;
  }
  return found;
}

const sharedNames = (files: readonly ReleaseFile[]): ReadonlySet<string> =>
  new Set(files.map(({ name }) => name).filter((name, index, names) => names.indexOf(name) !== index));
