import { Anchor, Button, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import type { ProductView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { Name } from '../../components/name.tsx';
import { Page } from '../../components/page.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { ProductForm } from './product-form.tsx';
import { ReleaseSummary } from './release-summary.tsx';

/** Every product, and the way to a new one. */
export function ProductsPage() {
  const products = useChannel('products.list', {});
  const navigate = useNavigate();
  const [creating, { open, close }] = useDisclosure(false);
  const newButton = (
    <Button leftSection={<IconPlus size={18} />} onClick={open} data-shortcut="new">
      New product
    </Button>
  );
  const some = products.data !== undefined && products.data.length > 0;
  return (
    <Page title="Products" actions={some && newButton}>
      {products.isPending && <LoadingRows />}
      {products.error && <Unreadable what="The products" error={products.error} retry={products.refetch} />}
      {products.data?.length === 0 && (
        <Nothing icon={<IconPackage />} title="No products yet" action={newButton}>
          A product is what you sell: its releases are what clients download, its licences say who may.
        </Nothing>
      )}
      {some && <ProductTable products={products.data} />}
      <ProductForm
        opened={creating}
        onClose={close}
        onSaved={(product) => void navigate(`/products/${product.id}`)}
      />
    </Page>
  );
}

function ProductTable({ products }: { products: readonly ProductView[] }) {
  return (
    <Table layout="fixed" highlightOnHover verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={96}>Number</Table.Th>
          <Table.Th>Name</Table.Th>
          <Table.Th w="34%">Releases</Table.Th>
          <Table.Th w={130}>Created</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {products.map(({ id, number, name, url, createdAt }) => (
          <Table.Tr key={id}>
            <Table.Td>{number}</Table.Td>
            <Table.Td>
              <Anchor component={Link} to={`/products/${id}`} fw={550} size="sm" display="block">
                <Name>{name}</Name>
              </Anchor>
              {url && (
                <Text size="xs" c="dimmed" component="div">
                  <Name>{url}</Name>
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <ReleaseSummary productId={id} />
            </Table.Td>
            <Table.Td c="dimmed">
              <Time value={createdAt} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
