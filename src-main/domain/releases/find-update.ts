import type { RefusalCode } from '../../../shared/refusals.ts';
import { type Attempt, type Check, check, type CheckOrder, type State } from '../access/attempt.ts';
import { knownBranch, newestRelease } from '../access/release-checks.ts';
import type { Core } from '../core.ts';
import { includesRelease } from '../licenses/maintenance.ts';
import type { License, Product, Release, ReleaseFile } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { isNewer } from '../../../shared/version-rank.ts';

/**
 * A release that a licence may download, unless its maintenance ended before it, with its file for the platform that was
 * asked for.
 */
export type Offer = {
  product: Product;
  release: Release;
  file: ReleaseFile;
  /** Whether the licence's maintenance includes the release. */
  allowed: boolean;
  /** Whether the release is for some licences only. */
  reserved: boolean;
};

/** Why there is no offer, rather than an answer. */
const nothingThere: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'branch_not_found',
  'nothing_published',
  'file_missing',
  'release_beyond_maintenance',
]);

/**
 * Looks for the newest release on a line that a licence may have; numeric versions only. Nothing is written: to look for
 * an update is not to use the licence.
 * @param attempt its `version` is what the client has, a numeric version; null = any release is news
 * @param order the checks that the licence must pass before anything is looked for
 * @param beyondMaintenance whether a release that only the licence's maintenance does not include is offered, too
 * @returns what was found for the log, and no offer when there is nothing, nothing newer, or no such line
 * @throws {Refusal} with the facts known by then
 */
export function findUpdate(
  core: Core,
  attempt: Attempt,
  order: CheckOrder,
  beyondMaintenance: boolean,
): { found: State & { license: License }; offer: Offer | null } {
  const found = check(core, attempt, order);
  const newest = [knownBranch, newestRelease({ numericOnly: true, beyondMaintenance })];
  const { product, release, file } = lookFor(core, attempt, found, newest);
  if (!product || !release || !file) return { found, offer: null };
  if (attempt.version !== null && !isNewer(release.version, attempt.version)) return { found, offer: null };
  const allowed = !beyondMaintenance || includesRelease(found.license, release);
  const reserved = core.store.licenses.isReserved(release.id);
  return { found, offer: { product, release, file, allowed, reserved } };
}

/** Adds the newest release to the state, or leaves the state as it is. */
function lookFor(core: Core, attempt: Attempt, state: State, newest: readonly Check[]): State {
  try {
    for (const one of newest) one(core, attempt, state);
  } catch (error) {
    const nothing = error instanceof Refusal && nothingThere.has(error.code);
    if (!nothing) throw error;
  }
  return state;
}
