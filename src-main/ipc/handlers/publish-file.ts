import type { ReleaseFileView, ReleaseView } from '../../../shared/model/views.ts';
import type { Core } from '../../domain/core.ts';
import { refuse } from '../../domain/refusal.ts';
import { releaseFileName } from '../../domain/releases/file-name.ts';
import {
  assertPublishable,
  fileInPlace,
  type PublishInput,
  publishRelease,
} from '../../domain/releases/publish-release.ts';
import { attachBlockmap, describedFiles, isBlockmap } from '../../domain/updates/attach-blockmap.ts';
import { tooLarge } from '../../files/copy-file.ts';
import type { PinnedBytes, ReleaseBytes } from '../../files/release-bytes.ts';
import { presentFile, presentRelease } from '../presenters.ts';

/**
 * Publishes a file however it arrives: everything that can refuse is asked before `take` moves a byte, and again in
 * the transaction. A `.blockmap` becomes no file of its own: it goes with the one that it describes.
 * @param take brings the bytes into the data folder
 * @throws {Refusal} as `publishRelease`, and `file_name_invalid`, `disk_full`, `file_too_large`, `file_unreadable`, `upload_cancelled`
 */
export async function publishFile(
  { core, bytes }: { core: Core; bytes: Pick<ReleaseBytes, 'look'> },
  input: PublishInput,
  name: string,
  take: (fileName: string) => Promise<PinnedBytes>,
): Promise<ReleaseView & { file: ReleaseFileView }> {
  const fileName = releaseFileName(name);
  const isMap = isBlockmap(fileName);
  if (isMap) describedFiles(core, input, fileName);
  const inPlace = isMap ? null : fileInPlace(core, input);
  if (inPlace) await bytes.look(inPlace); // damage that nobody has noticed yet can be mended, too
  const mends = isMap ? null : assertPublishable(core, input);
  const pinned = await take(fileName).catch(refuseTransfer);
  try {
    const { sha256, sha512, md5, size, jar } = pinned;
    const file = { name: fileName, size, sha256, sha512, md5, mainClass: jar?.mainClass ?? null };
    const published = isMap
      ? attachBlockmap(core, input, fileName, pinned.blockmap)
      : publishRelease(core, input, file, mends);
    return { ...presentRelease(core, published.release), file: presentFile(published.file) };
  } finally {
    await pinned.release();
  }
}

/** @throws {Refusal} `file_too_large` */
export function assertFits(core: Core, fileName: string, size: number): void {
  const limit = core.settings.current().uploadLimit;
  if (size > limit) throw tooLarge(fileName, size, limit);
}

/** Says in words why a file could not be brought in; what it does not know is a fault. */
function refuseTransfer(error: NodeJS.ErrnoException): never {
  if (error.name === 'AbortError') return refuse('upload_cancelled');
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return refuse('file_unreadable', 'The file is not there (any more). Choose it again.');
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'EINVAL':
      return refuse('file_unreadable', `There can be no file of this path (${error.code}). Choose it again.`);
    case 'EACCES':
    case 'EPERM':
      return refuse('file_unreadable', 'The file may not be read by this user.');
    case 'EBUSY': // Windows, of a file that a build has to itself
      return refuse(
        'file_unreadable',
        'Another program has the file open. Publish it again when that is done.',
      );
    default:
      if (error.syscall === 'read')
        return refuse(
          'file_unreadable',
          `The drive failed while the file was read (${error.code}). Publish it again when the drive is there.`,
        );
      throw error;
  }
}
