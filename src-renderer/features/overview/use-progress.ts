import { useQueries } from '@tanstack/react-query';
import type {
  LicenseSummary,
  ProductView,
  ReleaseFileView,
  ReleaseView,
} from '../../../shared/model/views.ts';
import { valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useChannel } from '../../api/use-channel.ts';
import { useRecentDownloads } from '../downloads/use-recent-downloads.ts';

/** So many products are looked through for one that can be downloaded: a vendor with more needs no first steps. */
const LOOKED_THROUGH = 10;

/** How far a vendor got on the way to the first download. */
export type Progress = {
  /** The product to go on with: one that has a file, else the first. */
  product: ProductView | undefined;
  release: ReleaseView | undefined;
  file: ReleaseFileView | undefined;
  /** A licence that covers that product and can be used. */
  license: LicenseSummary | undefined;
  downloaded: boolean;
};

/** @returns undefined until everything is known */
export function useProgress(): Progress | undefined {
  const { invoke } = useConnection();
  const products = useChannel('products.list', {});
  const candidates = products.data?.slice(0, LOOKED_THROUGH) ?? [];
  const releases = useQueries({
    queries: candidates.map(({ id }) => ({
      queryKey: ['releases.list', { product: id }],
      queryFn: async () => valueOf(await invoke('releases.list', { product: id })),
    })),
  });
  const offered = candidates
    .map((product, index) => ({ product, release: releases[index]?.data?.find(isDownloadable) }))
    .find(({ release }) => release);
  const product = offered?.product ?? candidates[0];
  const licenses = useChannel(
    'licenses.list',
    { limit: 20, ...(product && { product: product.id }) },
    { enabled: products.isSuccess },
  );
  const downloads = useRecentDownloads({ outcome: 'delivered' }, 6);
  if (!products.data || releases.some(({ isPending }) => isPending) || !licenses.data || !downloads.data)
    return undefined;
  return {
    product,
    release: offered?.release,
    file: offered?.release?.files[0],
    license: licenses.data.rows.find(
      ({ status }) => status !== 'revoked' && status !== 'suspended' && status !== 'expired',
    ),
    downloaded: downloads.data.length > 0,
  };
}

const isDownloadable = ({ status, files, licenses }: ReleaseView): boolean =>
  status === 'PUBLISHED' && files.length > 0 && licenses.length === 0;
