import type { LicenseSummary, ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { useClientAddress } from '../../api/use-client-address.ts';
import { KEY_PLACEHOLDER } from '../../lib/client-lines.ts';
import type { Target } from './snippets/target.ts';

/** What was chosen; null = nothing yet, and then the first that there is. */
export type Choice = { product: string | null; license: string | null; file: string | null };

export type Connect = {
  products: ProductView[];
  licenses: LicenseSummary[];
  /** Every file that clients may have, newest release first. */
  files: { id: string; name: string; label: string; branch: string | null }[];
  product: ProductView | undefined;
  license: LicenseSummary | undefined;
  file: Connect['files'][number] | undefined;
  /** The lines are made from this, with what stands for a key; null when nothing listens or there is no product. */
  target: Target | null;
};

const usable = ({ status }: LicenseSummary): boolean =>
  status !== 'revoked' && status !== 'suspended' && status !== 'expired';

const deliverable = ({ status, files }: ReleaseView): boolean =>
  (status === 'PUBLISHED' || status === 'DEPRECATED') && files.length > 0;

/** @returns undefined until everything is known */
export function useTarget(choice: Choice): Connect | undefined {
  const products = useChannel('products.list', {});
  const vendor = useChannel('vendor.show', {});
  const api = useClientAddress();
  const product = products.data?.find(({ id }) => id === choice.product) ?? products.data?.[0];
  const some = { enabled: product !== undefined };
  const releases = useChannel('releases.list', { product: product?.id ?? '-' }, some);
  const licenses = useChannel('licenses.list', { product: product?.id ?? '-', limit: 100 }, some);
  if (!products.data || !vendor.data || api === undefined) return undefined;
  if (product && (!releases.data || !licenses.data)) return undefined;

  const files = (releases.data ?? []).filter(deliverable).flatMap((release) =>
    release.files.map(({ id, name }) => ({
      ...{ id, name, branch: release.branch },
      label: `${release.version}${release.branch ? ` (${release.branch})` : ''} · ${name}`,
    })),
  );
  const rows = licenses.data?.rows ?? [];
  const license = rows.find(({ id }) => id === choice.license) ?? rows.find(usable);
  const file = files.find(({ id }) => id === choice.file) ?? files[0];
  const { id: vendorId, publicKeyBase64 } = vendor.data;
  return {
    products: products.data,
    licenses: rows,
    ...{ files, product, license, file },
    target:
      api === null || !product
        ? null
        : {
            ...{ api, vendorId, publicKeyBase64, product },
            branch: file?.branch ?? null,
            key: KEY_PLACEHOLDER,
            file: file ?? null,
          },
  };
}
