import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { changeRelease, deleteRelease } from '../../domain/releases/change-release.ts';
import { assertPublishable, publishRelease } from '../../domain/releases/publish-release.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { findProduct } from '../../domain/products/find-product.ts';
import { releaseFileName } from '../../domain/releases/file-name.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Handlers } from '../dispatch.ts';
import { presentFile, presentRelease } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<
  Handlers,
  'releases.publish' | 'releases.list' | 'releases.update' | 'releases.delete' | 'transfers.cancel'
>;

export const releaseHandlers = ({ core, bytes, events }: HandlerServices): Area => {
  const transfers = new Map<string, AbortController>();
  return {
    'releases.publish': async ({ path, transfer = newId(), ...input }) => {
      const fileName = releaseFileName(basename(path));
      assertPublishable(core, input);
      const size = await sizeOf(path);
      const limit = core.settings.current().uploadLimit;
      if (size > limit)
        throw new Refusal('file_too_large', { message: `${fileName} has ${size} bytes; the upload limit is ${limit} (setting uploadLimit).` });
      const controller = new AbortController();
      transfers.set(transfer, controller);
      const tell = (sent: number, done = false) => events.emit('transfers', [{ id: transfer, fileName, bytes: sent, size, done }]);
      try {
        const pinned = await bytes
          .copyIn(path, fileName, { signal: controller.signal, onProgress: tell })
          .catch((error: NodeJS.ErrnoException) => refuseCopy(error, path));
        try {
          const { sha256, sha512, md5, jar } = pinned;
          const published = publishRelease(core, input, {
            name: fileName,
            size: pinned.size,
            sha256,
            sha512,
            md5,
            mainClass: jar?.mainClass ?? null,
          });
          return { ...presentRelease(core, published.release), file: presentFile(published.file) };
        } finally {
          await pinned.release();
        }
      } finally {
        transfers.delete(transfer);
        tell(size, true);
      }
    },
    'releases.list': ({ product }) =>
      core.store.releases
        .ofProduct(findProduct(core.store, product).id)
        .map((release) => presentRelease(core, release)),
    'releases.update': ({ id, ...changes }) => presentRelease(core, changeRelease(core, id, changes)),
    'releases.delete': async ({ id }) => {
      const before = presentRelease(core, core.store.releases.byId(id) ?? refuse('release_not_found'));
      await bytes.collect(deleteRelease(core, id).dropped);
      return before;
    },
    'transfers.cancel': ({ transfer }) => {
      const running = transfers.get(transfer);
      running?.abort();
      return { cancelled: running !== undefined };
    },
  };
};

async function sizeOf(path: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats.size;
  } catch (error) {
    return refuseCopy(error as NodeJS.ErrnoException, path);
  }
  return refuse('file_unreadable', `${path} is not a file. Choose a file; pack a folder into an archive first.`);
}

/** Says in words why a file could not be copied in; other errors are faults. */
function refuseCopy(error: NodeJS.ErrnoException, path: string): never {
  if (error.name === 'AbortError') return refuse('upload_cancelled');
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    return refuse('disk_full', 'The disk that holds the data folder is full. Nothing was changed; free some space and try again.');
  if (error.code === 'ENOENT') return refuse('file_unreadable', `There is no file ${path}.`);
  if (error.code === 'EACCES' || error.code === 'EPERM') return refuse('file_unreadable', `${path} may not be read by this user.`);
  throw error;
}
