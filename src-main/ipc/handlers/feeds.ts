import { feedAddresses } from '../../../shared/feeds.ts';
import type { FeedKeyView } from '../../../shared/model/views.ts';
import { minisignPublicKey } from '../../crypto/minisign.ts';
import { findLicense } from '../../domain/licenses/find-license.ts';
import type { FeedKey } from '../../domain/model.ts';
import { findBranch, findProduct } from '../../domain/products/find-product.ts';
import { removeFeedKey, setFeedKey } from '../../domain/updates/feed-key.ts';
import type { Handlers } from '../dispatch.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'feeds.list' | 'feedKey.show' | 'feedKey.create' | 'feedKey.delete'>;

/** Stands for a licence key where none is chosen. */
const PLACEHOLDER = 'LICENCE-KEY';

export const feedHandlers = ({ core }: HandlerServices): Area => ({
  'feeds.list': ({ product: reference, branch, license }) => {
    const { store } = core;
    const product = findProduct(store, reference);
    return feedAddresses({
      productNumber: product.number,
      branch: findBranch(store, product, branch)?.name ?? null,
      licenseKey: license === undefined ? PLACEHOLDER : store.licenses.key(findLicense(store, license).id),
    });
  },
  'feedKey.show': () => {
    const key = core.store.feedKey.get();
    return key ? presentKey(key) : null;
  },
  'feedKey.create': ({ privateKey }) => presentKey(setFeedKey(core, privateKey ?? null)),
  'feedKey.delete': () => presentKey(removeFeedKey(core)),
});

const presentKey = ({ publicKey, createdAt }: FeedKey): FeedKeyView => ({
  publicKey,
  minisign: minisignPublicKey(Buffer.from(publicKey, 'base64')),
  createdAt: new Date(createdAt).toISOString(),
});
