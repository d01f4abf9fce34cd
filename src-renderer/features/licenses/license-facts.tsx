import { Anchor, DataList, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { LicenseView } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Time } from '../../components/time.tsx';
import { formatNumber } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { identifierKindWords } from '../../lib/words.ts';
import { expirySentence } from './expiry.ts';
import { maintenanceWords } from './maintenance.ts';

/** What a licence allows. */
export function LicenseFacts({ license }: { license: LicenseView }) {
  const now = useNow();
  const { products, customers, seats, seatsUsed, ipLimit, identifierType, metadata } = license;
  return (
    <DataList labelWidth={120} gap={8}>
      <Fact label="Products">
        {products.length === 0
          ? 'None: nothing can be downloaded with it'
          : products.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <Anchor component={Link} to={`/products/${id}`} size="sm">
                  <bdi>{name}</bdi>
                </Anchor>
              </span>
            ))}
      </Fact>
      <Fact label="Customers">
        {customers.length === 0
          ? 'None'
          : customers.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <bdi>{name}</bdi>
              </span>
            ))}
      </Fact>
      <Fact label="Expires">{expirySentence(license, now)}</Fact>
      <Fact label="Releases">
        <bdi>{maintenanceWords(license)}</bdi>
      </Fact>
      <Fact label="Seats">
        {formatNumber(seatsUsed)} of {seats === null ? 'any number' : formatNumber(seats)} taken
      </Fact>
      <Fact label="IP limit">{ipLimit === null ? 'None' : formatNumber(ipLimit)}</Fact>
      <Fact label="Identifiers">{identifierKindWords[identifierType].label}</Fact>
      {metadata.map(({ key, value }, at) => (
        <Fact key={at} label={key}>
          <bdi>{value}</bdi>
        </Fact>
      ))}
      <Fact label="Last used">{license.lastActiveAt ? <Time value={license.lastActiveAt} /> : 'Never'}</Fact>
      <Fact label="Created">
        <Time value={license.createdAt} as="dateTime" />
      </Fact>
      <Fact label="Id">
        <Group gap={4} wrap="nowrap">
          <Text component="code" size="xs">
            {license.id}
          </Text>
          <CopyButton value={license.id} label="Copy the licence's id" />
        </Group>
      </Fact>
    </DataList>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
