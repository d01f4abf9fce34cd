import { Alert, Group, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Name } from '../../components/name.tsx';
import { formatBytes, formatDateTime } from '../../lib/format.ts';
import { platformName } from '../../lib/words.ts';
import { DamageBadge } from './damage-badge.tsx';
import { DownloadAddresses } from './download-addresses.tsx';
import { ReservedLicenses } from './reserved-licenses.tsx';

/** What else there is to know of a release: notes, files, the addresses that clients download from. */
export function ReleaseDetails({ product, release }: { product: ProductView; release: ReleaseView }) {
  return (
    <Stack gap="md">
      {release.withdrawnAt && (
        <Part title="Withdrawn">
          <Text size="sm" dir="auto">
            {`${formatDateTime(release.withdrawnAt)}${release.withdrawnReason ? `: ${release.withdrawnReason}` : ''}`}
          </Text>
        </Part>
      )}
      {release.files.some(({ damage }) => damage !== null) && (
        <Alert color="red" p="xs" icon={<IconAlertTriangle size={18} />}>
          <Text size="sm">
            Clients are not given a file that is missing or damaged. Publish the very same file again as this
            version to mend it.
          </Text>
        </Alert>
      )}
      {release.name && (
        <Part title="Name">
          <Text size="sm" dir="auto">
            {release.name}
          </Text>
        </Part>
      )}
      {release.notes && (
        <Part title="Notes">
          <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
            {release.notes}
          </Text>
        </Part>
      )}
      {release.metadata.length > 0 && (
        <Part title="Metadata">
          {release.metadata.map(({ key, value }, at) => (
            <Text key={at} size="sm">
              <bdi>{key}</bdi>: <bdi>{value}</bdi>
            </Text>
          ))}
        </Part>
      )}
      {release.licenses.length > 0 && (
        <Part title="Reserved for licences">
          <ReservedLicenses ids={release.licenses} />
        </Part>
      )}
      {release.files.length > 0 && (
        <Part title="Files">
          <Table layout="fixed" verticalSpacing={4} horizontalSpacing="xs" fz="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th w={100}>Platform</Table.Th>
                <Table.Th w={80}>Size</Table.Th>
                <Table.Th w={190}>SHA-256</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {release.files.map((file) => (
                <Table.Tr key={file.id}>
                  <Table.Td>
                    <Group gap={6} wrap="nowrap">
                      <Name>{file.name}</Name>
                      {file.damage && <DamageBadge damage={file.damage} />}
                    </Group>
                    {file.mainClass && (
                      <Text size="xs" c="dimmed" component="div">
                        <Name>{`main class ${file.mainClass}`}</Name>
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Name>{platformName(file.platform)}</Name>
                  </Table.Td>
                  <Table.Td>{formatBytes(file.size)}</Table.Td>
                  <Table.Td>
                    <Group gap={4} wrap="nowrap">
                      <Text component="code" size="xs">
                        {file.sha256.slice(0, 16)}…
                      </Text>
                      <CopyButton value={file.sha256} label="Copy the SHA-256" />
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Part>
      )}
      <Text size="sm" c="dimmed">
        Created {formatDateTime(release.createdAt)}, changed {formatDateTime(release.updatedAt)}
      </Text>
      <Part title="Download addresses">
        <DownloadAddresses product={product} release={release} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={2} component="h2">
        {title}
      </Text>
      {children}
    </div>
  );
}
