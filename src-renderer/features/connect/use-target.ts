import type { LicenseSummary, ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { useClientAddress } from '../../api/use-client-address.ts';
import { KEY_PLACEHOLDER } from '../../lib/client-lines.ts';
import type { Target } from './snippets/target.ts';

/** What was chosen; null = nothing yet, and then the first that there is. */
export type Choice = {
  product: string | null;
  license: string | null;
  file: string | null;
  /** What is typed to find a licence among many. */
  search: string;
};

export type Connect = {
  products: ProductView[];
  licenses: LicenseSummary[];
  /** Those of them that were looked for. */
  found: ReadonlySet<string>;
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

const deliverable = ({ status, files, withdrawnAt }: ReleaseView): boolean =>
  (status === 'PUBLISHED' || status === 'DEPRECATED') && withdrawnAt === null && files.length > 0;

/** @returns undefined until everything is known */
export function useTarget(choice: Choice): Connect | undefined {
  const products = useChannel('products.list', {});
  const vendor = useChannel('vendor.show', {});
  const api = useClientAddress();
  const product = products.data?.find(({ id }) => id === choice.product) ?? products.data?.[0];
  const some = { enabled: product !== undefined };
  const releases = useChannel('releases.list', { product: product?.id ?? '-' }, some);
  const licenses = useChannel('licenses.list', { product: product?.id ?? '-', limit: 100 }, some);
  const searched = useChannel(
    'licenses.list',
    { product: product?.id ?? '-', limit: 20, search: choice.search },
    { enabled: product !== undefined && choice.search !== '' },
  );
  const listed = [...(licenses.data?.rows ?? []), ...(searched.data?.rows ?? [])];
  const isElsewhere =
    choice.license !== null && !licenses.isPending && !listed.some(({ id }) => id === choice.license);
  const named = useChannel('licenses.show', { license: choice.license ?? '-' }, { enabled: isElsewhere });
  if (!products.data || !vendor.data || api === undefined) return undefined;
  if (product && (!releases.data || !licenses.data)) return undefined;
  if (isElsewhere && named.isPending) return undefined;

  const files = (releases.data ?? []).filter(deliverable).flatMap((release) =>
    release.files.map(({ id, name }) => ({
      ...{ id, name, branch: release.branch },
      label: `${release.version}${release.branch ? ` (${release.branch})` : ''} · ${name}`,
    })),
  );
  const covers = ({ products: its }: LicenseSummary) =>
    its.length === 0 || its.some(({ id }) => id === product?.id);
  const known = [...listed, ...(named.data && covers(named.data) ? [named.data] : [])];
  const rows = [...new Map(known.map((row) => [row.id, row])).values()];
  const license = rows.find(({ id }) => id === choice.license) ?? rows.find(usable);
  const file = files.find(({ id }) => id === choice.file) ?? files[0];
  const { id: vendorId, publicKeyBase64 } = vendor.data;
  return {
    products: products.data,
    licenses: rows,
    found: new Set((searched.data?.rows ?? []).map(({ id }) => id)),
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
