import { basename } from 'node:path';
import { newId } from '../../crypto/secrets.ts';
import { findProduct } from '../../domain/products/find-product.ts';
import { refuse } from '../../domain/refusal.ts';
import { changeRelease, deleteRelease } from '../../domain/releases/change-release.ts';
import type { Handlers } from '../dispatch.ts';
import type { CopyProgress } from '../../files/copies.ts';
import { presentRelease } from '../presenters.ts';
import { absolutePath } from './absolute-path.ts';
import type { HandlerServices } from './index.ts';
import { publishFile } from './publish-file.ts';

type Area = Pick<
  Handlers,
  'releases.publish' | 'releases.list' | 'releases.update' | 'releases.delete' | 'transfers.cancel'
>;

export const releaseHandlers = ({ core, bytes, events }: HandlerServices): Area => {
  const transfers = new Map<string, AbortController>();
  return {
    'releases.publish': async ({ path: given, transfer = newId(), ...input }) => {
      const path = absolutePath(given);
      const controller = new AbortController();
      transfers.set(transfer, controller);
      let last: CopyProgress = { bytes: 0, size: 0, stalled: false };
      const tell = (progress: CopyProgress, done = false) => {
        last = { ...progress };
        events.emit('transfers', [{ id: transfer, fileName: basename(path), ...last, done }]);
      };
      try {
        return await publishFile({ core, bytes }, input, basename(path), (fileName) =>
          bytes.copyIn(path, fileName, {
            limit: core.settings.current().uploadLimit,
            signal: controller.signal,
            onProgress: tell,
          }),
        );
      } finally {
        transfers.delete(transfer);
        tell({ ...last, bytes: last.size, stalled: false }, true);
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
