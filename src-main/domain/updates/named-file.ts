import { type Attempt, check, type CheckOrder, type State } from '../access/attempt.ts';
import { licenseOf } from '../access/license-checks.ts';
import { includesRelease } from '../licenses/maintenance.ts';
import type { Check } from '../access/attempt.ts';
import type { Core } from '../core.ts';
import type { License, Release, ReleaseFile } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';
import { isRolledOutTo } from '../releases/rollout.ts';

/**
 * The file of this name on the line: of the version that is asked for, or else of the newest release that the licence may
 * have and that still downloads. In the place of the version a file's own id may stand: names need not tell platforms apart.
 */
export const fileOfName: Check = (core, attempt, state) => {
  const { releases, releaseFiles, licenses } = core.store;
  const productId = state.product!.id;
  const name = attempt.fileName!;
  if (attempt.version === null) {
    const license = licenseOf(state);
    const holders = releases
      .withFileNamed(productId, state.branchId, name)
      .filter((one) => isRolledOutTo(one, license.id));
    const isFree = (one: Release) =>
      one.withdrawnAt === null &&
      licenses.mayHave(one.id, license.id) &&
      includesRelease(license, one) &&
      named(core, one, name)?.damage === null;
    state.release =
      holders.find(isFree) ??
      holders[0] ?? // a later check says why not
      refuse('release_not_found', 'No release of the line has a file of this name.');
  } else {
    const own = releaseFiles.byId(attempt.version.toLowerCase());
    const ofOwn = own?.name === name ? releases.byId(own.releaseId) : undefined;
    if (ofOwn?.productId === productId && ofOwn.branchId === state.branchId) {
      state.release = ofOwn;
      state.file = own!;
      return;
    }
    state.release =
      releases.byVersion(productId, state.branchId, attempt.version) ?? refuse('release_not_found');
  }
  state.file =
    named(core, state.release, name) ?? refuse('file_missing', 'The release has no file of this name.');
};

const named = ({ store }: Core, { id }: Release, name: string): ReleaseFile | undefined =>
  store.releaseFiles.ofRelease(id).find((file) => file.name === name);

const BLOCKMAP = '.blockmap';

/**
 * Which file's blockmap an attempt asks for.
 * @param order the order of its download
 * @returns null when it asks for none: its name ends otherwise, or a release has a file of just this name
 * @throws {Refusal} as the download of the file that it belongs to
 */
export function blockmapAskedFor(
  core: Core,
  attempt: Attempt,
  order: CheckOrder,
): { found: State & { license: License }; file: ReleaseFile } | null {
  const name = attempt.fileName ?? '';
  if (!name.endsWith(BLOCKMAP)) return null;
  return core.store.look(() => {
    if (isThere(core, attempt, order)) return null;
    const found = check(core, { ...attempt, fileName: name.slice(0, -BLOCKMAP.length) }, order);
    return { found, file: found.file! };
  });
}

/** Whether the file itself is there, for this licence or for others. */
function isThere(core: Core, attempt: Attempt, order: CheckOrder): boolean {
  try {
    check(core, attempt, order);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.facts.file !== undefined;
  }
}
