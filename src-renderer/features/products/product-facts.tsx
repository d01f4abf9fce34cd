import { Group, Text } from '@mantine/core';
import type { ProductView } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Name } from '../../components/name.tsx';

/** What clients know a product by. */
export function ProductFacts({ product: { number, id, url } }: { product: ProductView }) {
  return (
    <Group gap={6} mt={4} wrap="nowrap">
      <Text size="sm" c="dimmed" style={{ flex: 'none' }}>
        Number {number} · id{' '}
        <Text component="code" size="xs">
          {id}
        </Text>
      </Text>
      <CopyButton value={id} label="Copy the product's id" />
      {url && (
        <Text size="sm" c="dimmed" component="div" style={{ minWidth: 0 }}>
          <Name>{url}</Name>
        </Text>
      )}
    </Group>
  );
}
