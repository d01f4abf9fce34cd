import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import type { ProductView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { useConfirm } from '../../components/confirm.tsx';
import { tellDone, tellError } from '../../components/toast.tsx';
import { ProductForm } from './product-form.tsx';

type ProductMenuProps = {
  product: ProductView;
  /** How many releases it has: one that has some cannot be deleted. */
  releases: number;
};

/** What else can be done with a product. */
export function ProductMenu({ product, releases }: ProductMenuProps) {
  const [editing, { open, close }] = useDisclosure(false);
  const remove = useCall('products.delete');
  const confirm = useConfirm();
  const navigate = useNavigate();
  const askAndDelete = async () => {
    const yes = await confirm({
      title: 'Delete the product?',
      message: (
        <>
          <bdi>{product.name}</bdi> and its branches are deleted. Licences stay, but no longer cover it. This
          cannot be taken back.
        </>
      ),
      action: 'Delete',
    });
    if (!yes) return;
    try {
      await remove.mutateAsync({ product: product.id });
      tellDone('The product was deleted.');
      await navigate('/products');
    } catch (error) {
      tellError('The product was not deleted', error);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions for this product">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={open}>
            Edit
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={releases > 0}
            onClick={() => void askAndDelete()}
          >
            {releases > 0 ? 'Delete (after its releases)' : 'Delete'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ProductForm opened={editing} onClose={close} product={product} />
    </>
  );
}
