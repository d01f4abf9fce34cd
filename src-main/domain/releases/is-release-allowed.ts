import { type Attempt, check, type CheckOrder, type State } from '../access/attempt.ts';
import type { Core } from '../core.ts';
import { includesRelease } from '../licenses/maintenance.ts';
import type { License } from '../model.ts';

/**
 * Whether a licence may have the release that an attempt names: it is not reserved for others, and the licence's
 * maintenance includes it. Nothing is written.
 * @param order the checks that come before this question; they find the licence and the release
 * @returns what was found, for the log
 * @throws {Refusal} of the checks, with the facts known by then
 */
export function isReleaseAllowed(
  core: Core,
  attempt: Attempt,
  order: CheckOrder,
): { found: State & { license: License }; allowed: boolean } {
  return core.store.look(() => {
    const found = check(core, attempt, order);
    const { license, release } = found;
    if (!release) throw new Error('The order of checks found no release');
    const allowed = core.store.licenses.mayHave(release.id, license.id) && includesRelease(license, release);
    return { found, allowed };
  });
}
