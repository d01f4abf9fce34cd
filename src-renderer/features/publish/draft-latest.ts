import { precedence, type Precedence } from '../../../shared/latest-release.ts';
import type { ReleaseView } from '../../../shared/model/views.ts';
import { canBeLatest, type Draft } from './upload.ts';

/** Whether a draft will be the latest of its line, and a sentence that says why; null where there is nothing to say. */
export type DraftLatest = { checked: boolean; why: string | null };

/**
 * Whether the server will flag a draft as the latest, by the rule that it has (`precedence`).
 * @param releases those of the product
 * @param waiting versions of the same line that are on their way too
 */
export function draftLatest(
  draft: Draft,
  releases: readonly ReleaseView[],
  waiting: readonly string[],
): DraftLatest {
  if (!canBeLatest(draft)) return { checked: false, why: null };
  const version = draft.version.trim();
  const line = releases.filter((release) => release.branch === (draft.branch || null));
  const existing = line.find((release) => release.version === version);
  if (existing && draft.latest === null)
    return {
      checked: existing.latest,
      why: `${version} exists, and stays ${existing.latest ? 'the latest' : 'what it is'}.`,
    };
  const others = line.filter(
    (release) =>
      release !== existing &&
      release.status === 'PUBLISHED' &&
      release.withdrawnAt === null &&
      release.licenses.length === 0,
  );
  const before =
    version === '' ? null : precedence(version, [...others.map((other) => other.version), ...waiting]);
  return { checked: draft.latest ?? before === null, why: before && words(before, draft.latest === true) };
}

function words({ version, why }: Precedence, forced: boolean): string {
  const reason = {
    newer: `${version} is newer`,
    final: `${version} is a final version, and this is a pre-release`,
    incomparable: `it cannot be told whether it is newer than ${version}`,
  }[why];
  return forced ? `Clients go back to it, although ${reason}.` : `Not by itself: ${reason}.`;
}
