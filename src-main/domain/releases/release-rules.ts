import { precedence } from '../../../shared/latest-release.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import type { NewFile, Release, ReleaseFile } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { versionRank } from '../../../shared/version-rank.ts';

export type { NewFile };

/** The file that a client or an API sees that knows no platforms: the any-platform file, else the only one. */
export const platformlessFile = (files: readonly ReleaseFile[]): ReleaseFile | null =>
  files.find((file) => file.platform === null) ?? (files.length === 1 ? files[0]! : null);

/**
 * The file of a release for a platform (design.md section 6): its own, else the any-platform file; for none, the any-platform
 * file, else the only one. One that is missing or damaged counts only where nothing else is meant: to a client that names no
 * platform the file for one platform is never given in the place of the one for all.
 */
export function fileForPlatform(files: readonly ReleaseFile[], platform: string | null): ReleaseFile | null {
  if (platform === null) return platformlessFile(files);
  const fitting = [platform, null].flatMap((one) => files.filter((file) => file.platform === one));
  return fitting.find((file) => file.damage === null) ?? fitting[0] ?? null;
}

/** Whether a release is the latest of its line: a withdrawn one is not, and is again when that is taken back. */
export const isLatest = ({ latest, withdrawnAt }: Release): boolean => latest && withdrawnAt === null;

/** Whether a new release is the latest of its line unless the vendor says otherwise: by `precedence` of shared/. */
export const becomesLatest = (
  store: Core['store'],
  { productId, branchId, version }: Pick<Release, 'productId' | 'branchId' | 'version'>,
): boolean => precedence(version, store.releases.possibleLatest(productId, branchId)) === null;

/**
 * Whether a release is the latest of its line after a change, unless the vendor says otherwise. It is where it was; one that
 * may be it only now, published or restored, is it by the rule for new ones.
 */
export function isLatestAfter(
  { store }: Core,
  before: Release,
  after: Pick<Release, 'status' | 'withdrawnAt'>,
): boolean {
  if (after.status !== 'PUBLISHED') return false;
  if (before.latest) return true;
  const isNowOffered =
    after.withdrawnAt === null && (before.status !== 'PUBLISHED' || before.withdrawnAt !== null);
  return isNowOffered && !store.licenses.isReserved(before.id) && becomesLatest(store, before);
}

/** @throws {Refusal} `version_taken` when the line has this version already */
export function assertVersionFree(
  { store }: Core,
  release: Pick<Release, 'productId' | 'branchId' | 'version'>,
  except?: string,
): void {
  const holder = store.releases.byVersion(release.productId, release.branchId, release.version);
  if (!holder || holder.id === except) return;
  const product = store.products.byId(release.productId);
  const branch = release.branchId === null ? null : store.branches.byId(release.branchId);
  throw new Refusal('version_taken', {
    message: `${product?.name} ${release.version} exists already on ${branch ? `the branch ${branch.name}` : 'the default line'}. Publish another version, or delete that release first.`,
  });
}

/**
 * Stores a release and, when it is the latest, takes the flag from the one that had it.
 * @returns the release as it is stored: its first publication leaves its time
 */
export function putRelease({ store, now }: Core, stated: Release, isNew: boolean): Release {
  const release =
    stated.status === 'PUBLISHED' && stated.publishedAt === null ? { ...stated, publishedAt: now() } : stated;
  if (release.latest) store.releases.clearLatest(release.productId, release.branchId, release.id);
  const rank = versionRank(release.version);
  if (isNew) store.releases.insert(release, rank);
  else store.releases.update(release, rank);
  return release;
}

/** Gives a release a file; one that was to come for this platform gives it its id. */
export function addFile(
  { store, now }: Core,
  releaseId: string,
  platform: string | null,
  file: NewFile,
): ReleaseFile {
  const expected = store.pendingFiles.ofRelease(releaseId).find((pending) => pending.platform === platform);
  if (expected) store.pendingFiles.remove(expected.id);
  const id = expected?.id ?? newId();
  store.releaseFiles.insert({ ...file, id, releaseId, platform, createdAt: now() });
  return store.releaseFiles.byId(id)!;
}
