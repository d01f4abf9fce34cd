import type { ReleaseView } from '../../../shared/model/views.ts';
import { pairsError } from '../../lib/pairs.ts';
import { platformName } from '../../lib/words.ts';
import type { Draft } from './upload.ts';

export type DraftProblems = {
  version?: string;
  /** What of the version can be said before anybody tries: the field is not merely still empty. */
  certain?: boolean;
  metadata?: string;
};

/** What would be refused, as far as the page can tell. A blockmap goes with a file that is there, or on its way. */
export function draftProblems(
  draft: Draft,
  releases: readonly ReleaseView[],
  fileName: string,
): DraftProblems {
  const metadata = pairsError(draft.metadata);
  return { ...versionProblem(draft, releases, fileName), ...(metadata && { metadata }) };
}

function versionProblem(draft: Draft, releases: readonly ReleaseView[], fileName: string): DraftProblems {
  const version = draft.version.trim();
  if (version === '') return { version: 'Say which version this is.' };
  if (/\s/.test(version)) return { version: 'A version has no spaces.', certain: true };
  if (version.length > 255) return { version: 'A version has at most 255 characters.', certain: true };
  if (fileName.endsWith('.blockmap')) return {};
  const branch = draft.branch || null;
  const platform = draft.platform.trim() || null;
  const holder = releases.find((release) => release.version === version && release.branch === branch);
  if (holder?.files.some((file) => file.platform === platform && file.damage === null))
    return {
      version: `${version} exists already on ${branch ? `the branch ${branch}` : 'the default line'} for ${platformName(platform)}.`,
      certain: true,
    };
  return {};
}
