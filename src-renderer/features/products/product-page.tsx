import { Button } from '@mantine/core';
import { IconPackageOff, IconUpload } from '@tabler/icons-react';
import { useCallback } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { BranchView, ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { Page } from '../../components/page.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { tellRefused } from '../../components/toast.tsx';
import { DropOverlay } from '../publish/drop-overlay.tsx';
import { UploadList } from '../publish/upload-list.tsx';
import { useUploads } from '../publish/uploads-context.tsx';
import { useChooseFiles } from '../publish/use-choose-files.ts';
import { BackLink } from './back-link.tsx';
import { FeedsPanel } from './feeds-panel.tsx';
import { ProductFacts } from './product-facts.tsx';
import { ProductMenu } from './product-menu.tsx';
import { ReleaseLines } from './release-lines.tsx';

/** One product: its releases, and files dropped anywhere to make more of them. */
export function ProductPage() {
  const { productId = '' } = useParams();
  const product = useChannel('products.show', { product: productId });
  const branches = useChannel('branches.list', { product: productId }, { enabled: product.isSuccess });
  const releases = useChannel('releases.list', { product: productId }, { enabled: product.isSuccess });
  if (product.error?.code === 'product_not_found')
    return (
      <Page title="There is no such product" above={<BackLink />}>
        <Nothing
          icon={<IconPackageOff />}
          title="There is no such product"
          action={
            <Button component={Link} to="/products">
              Show the products
            </Button>
          }
        >
          It may have been deleted.
        </Nothing>
      </Page>
    );
  const failed = [product, branches, releases].find(({ error }) => error);
  if (failed)
    return (
      <Page title="Product" above={<BackLink />}>
        <Unreadable what="The product" error={failed.error} retry={failed.refetch} />
      </Page>
    );
  if (!product.data || !branches.data || !releases.data)
    return (
      <Page title={product.data?.name ?? 'Product'} above={<BackLink />}>
        <LoadingRows />
      </Page>
    );
  return (
    <LoadedProduct key={productId} product={product.data} branches={branches.data} releases={releases.data} />
  );
}

type LoadedProductProps = {
  product: ProductView;
  branches: readonly BranchView[];
  releases: readonly ReleaseView[];
};

function LoadedProduct({ product, branches, releases }: LoadedProductProps) {
  const uploads = useUploads();
  const [search] = useSearchParams();
  const asked = search.get('branch');
  const branch = branches.some(({ name }) => name === asked) ? asked! : '';
  const add = useCallback(
    (files: File[]) => void uploads.add(product.id, files, branch),
    [uploads, product.id, branch],
  );
  const choose = useChooseFiles(add);
  return (
    <Page
      title={product.name}
      above={<BackLink />}
      below={<ProductFacts product={product} />}
      actions={
        <>
          <Button leftSection={<IconUpload size={18} />} onClick={choose} data-shortcut="new">
            Choose files
          </Button>
          <ProductMenu product={product} releases={releases.length} />
        </>
      }
    >
      <UploadList productId={product.id} branches={branches} releases={releases} />
      <ReleaseLines
        product={product}
        branches={branches}
        releases={releases}
        branch={branch}
        onChoose={choose}
      />
      {releases.length > 0 && <FeedsPanel productId={product.id} branch={branch} />}
      <DropOverlay target={product.name} onFiles={add} onFolders={refuseFolders} />
    </Page>
  );
}

const refuseFolders = (names: string[]) =>
  tellRefused('A folder cannot be published', `${names.join(', ')}: pack it into an archive first.`);
