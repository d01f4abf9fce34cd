// oxlint-disable-next-line no-restricted-imports -- the size of a file of this machine is asked before a byte moves
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { newId } from '../../crypto/secrets.ts';
import { findProduct } from '../../domain/products/find-product.ts';
import { refuse } from '../../domain/refusal.ts';
import { changeRelease, deleteRelease } from '../../domain/releases/change-release.ts';
import type { Handlers } from '../dispatch.ts';
import { presentRelease } from '../presenters.ts';
import type { HandlerServices } from './index.ts';
import { assertFits, publishFile, refuseTransfer } from './publish-file.ts';

type Area = Pick<
  Handlers,
  'releases.publish' | 'releases.list' | 'releases.update' | 'releases.delete' | 'transfers.cancel'
>;

export const releaseHandlers = ({ core, bytes, events }: HandlerServices): Area => {
  const transfers = new Map<string, AbortController>();
  return {
    'releases.publish': async ({ path, transfer = newId(), ...input }) => {
      const controller = new AbortController();
      transfers.set(transfer, controller);
      let size = 0;
      const tell = (sent: number, done = false) =>
        events.emit('transfers', [{ id: transfer, fileName: basename(path), bytes: sent, size, done }]);
      try {
        return await publishFile(core, input, basename(path), async (fileName) => {
          size = await sizeOf(path);
          assertFits(core, fileName, size);
          return bytes.copyIn(path, fileName, { signal: controller.signal, onProgress: tell });
        });
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
  const stats = await stat(path).catch(refuseTransfer);
  return stats.isFile()
    ? stats.size
    : refuse('file_unreadable', `${path} is not a file. Choose a file; pack a folder into an archive first.`);
}
