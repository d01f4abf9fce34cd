import type { Core } from '../core.ts';
import type { Release, ReleaseFile } from '../model.ts';
import { findBranch, findProduct } from '../products/find-product.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { PublishInput } from '../releases/publish-release.ts';

const ENDING = '.blockmap';

/** Whether a file is not published itself but tells of another one: `<name>.blockmap` of electron-builder. */
export const isBlockmap = (fileName: string): boolean => fileName.endsWith(ENDING);

/**
 * The files that a blockmap of this name can belong to: those of the release with its name before the ending.
 * @throws {Refusal} `product_not_found`, `branch_not_found`, `release_not_found` when there is none
 */
export function describedFiles(
  { store }: Core,
  { product: reference, branch, version, platform }: PublishInput,
  fileName: string,
): { release: Release; files: ReleaseFile[] } {
  const product = findProduct(store, reference);
  const branchId = findBranch(store, product, branch)?.id ?? null;
  const release = store.releases.byVersion(product.id, branchId, version);
  const name = fileName.slice(0, -ENDING.length);
  const named = release ? store.releaseFiles.ofRelease(release.id).filter((file) => file.name === name) : [];
  const files = platform === undefined ? named : named.filter((file) => file.platform === platform);
  if (!release || files.length === 0)
    throw new Refusal('release_not_found', {
      message: `${fileName} belongs to ${name}. Publish that file for this version first.`,
    });
  return { release, files };
}

/**
 * Keeps the blockmap that the vendor's build made of a file, in the place of any that was made here.
 * @param blockmap null when what was published is none
 * @throws {Refusal} as `describedFiles`, and `file_unreadable` when it does not describe the file
 */
export function attachBlockmap(
  core: Core,
  input: PublishInput,
  fileName: string,
  blockmap: { content: Uint8Array; describes: number } | null,
): { release: Release; file: ReleaseFile } {
  if (!blockmap) return refuse('file_unreadable', 'It is no blockmap of electron-builder.');
  return core.store.change(() => {
    const { release, files } = describedFiles(core, input, fileName);
    const file =
      files.find(({ size }) => size === blockmap.describes) ??
      refuse(
        'file_unreadable',
        `It describes a file of ${blockmap.describes} bytes, and ${files[0]!.name} has ${files[0]!.size}. Publish the one of the same build.`,
      );
    core.store.fileFacts.put(file, 'blockmap', blockmap.content);
    return { release, file };
  });
}
