import type { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { Core } from '../core.ts';
import { type MetadataInput, newMetadata } from '../metadata.ts';
import type { Release } from '../model.ts';
import { refuse } from '../refusal.ts';
import { refuseUnpublishedLatest } from './publish-release.ts';
import { isLatestAfter, putRelease } from './release-rules.ts';

/**
 * Changes what the vendor says of a release. One that stops being PUBLISHED stops being the latest; one that is published or
 * restored goes by `isLatestAfter`.
 * @throws {Refusal} `release_not_found`, `latest_needs_all_licenses`, `invalid_input`
 */
export function changeRelease(
  core: Core,
  id: string,
  changes: {
    status?: ReleaseStatus | undefined;
    latest?: boolean | undefined;
    name?: string | null | undefined;
    notes?: string | undefined;
    rolloutPercent?: number | undefined;
    metadata?: readonly MetadataInput[] | undefined;
    /** null takes it back. */
    withdrawn?: { reason: string | null } | null | undefined;
  },
): Release {
  const { store } = core;
  return store.change(() => {
    const release = store.releases.byId(id) ?? refuse('release_not_found');
    const status = changes.status ?? release.status;
    const withdrawn = withdrawal(changes.withdrawn, release, core.now());
    if (changes.latest === true) {
      if (status !== 'PUBLISHED') refuseUnpublishedLatest(status);
      if (withdrawn.withdrawnAt !== null)
        refuse('invalid_input', 'A withdrawn release cannot be the latest one. Restore it first.');
      if (store.licenses.reservedFor(id).length > 0) refuse('latest_needs_all_licenses');
    }
    const updated = {
      ...release,
      status,
      name: changes.name === undefined ? release.name : changes.name,
      notes: changes.notes ?? release.notes,
      latest:
        status === 'PUBLISHED' && (changes.latest ?? isLatestAfter(core, release, { status, ...withdrawn })),
      rolloutPercent: changes.rolloutPercent ?? release.rolloutPercent,
      ...withdrawn,
      updatedAt: core.now(),
    };
    if (changes.metadata)
      store.metadata.replace('release', id, newMetadata(changes.metadata, updated.updatedAt));
    return putRelease(core, updated, false);
  });
}

/**
 * Deletes a release and its files' rows.
 * @returns also the SHA-256 of bytes that may have lost their last name
 * @throws {Refusal} `release_not_found`
 */
export function deleteRelease(core: Core, id: string): { release: Release; dropped: string[] } {
  const { store } = core;
  return store.change(() => {
    const release = store.releases.byId(id) ?? refuse('release_not_found');
    const waiting = store.pendingFiles.ofRelease(id).flatMap(({ file }) => (file ? [file.sha256] : []));
    const dropped = [...store.releaseFiles.ofRelease(id).map((file) => file.sha256), ...waiting];
    store.releases.remove(id);
    return { release, dropped };
  });
}

type Withdrawal = Pick<Release, 'withdrawnAt' | 'withdrawnReason'>;

/** Withdrawing again changes the reason, not the time. */
function withdrawal(
  change: { reason: string | null } | null | undefined,
  { withdrawnAt, withdrawnReason }: Withdrawal,
  now: number,
): Withdrawal {
  if (change === undefined) return { withdrawnAt, withdrawnReason };
  if (change === null) return { withdrawnAt: null, withdrawnReason: null };
  return { withdrawnAt: withdrawnAt ?? now, withdrawnReason: change.reason };
}
