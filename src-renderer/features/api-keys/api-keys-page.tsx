import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconApi, IconPlus } from '@tabler/icons-react';
import type { ApiKeyView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { CredentialStanding } from '../../components/credential-standing.tsx';
import { Name } from '../../components/name.tsx';
import { Page } from '../../components/page.tsx';
import { RevokeButton } from '../../components/revoke-button.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { NewApiKey } from './new-api-key.tsx';

/** The vendor's own keys: what build servers and shops call the developer endpoints with. */
export function ApiKeysPage() {
  const keys = useChannel('apiKeys.list', {});
  const [creating, { open, close }] = useDisclosure(false);
  const newButton = (
    <Button leftSection={<IconPlus size={18} />} onClick={open} data-shortcut="new">
      New API key
    </Button>
  );
  const some = keys.data !== undefined && keys.data.length > 0;
  return (
    <Page title="API keys" actions={some && newButton}>
      {keys.isPending && <LoadingRows />}
      {keys.error && <Unreadable what="The API keys" error={keys.error} retry={keys.refetch} />}
      {keys.data?.length === 0 && (
        <Nothing icon={<IconApi />} title="No API keys yet" action={newButton}>
          With an API key your own tools publish releases, issue licences and read statistics. Its scopes say
          what it may do.
        </Nothing>
      )}
      {some && <KeyTable keys={keys.data} />}
      <NewApiKey opened={creating} onClose={close} />
    </Page>
  );
}

function KeyTable({ keys }: { keys: readonly ApiKeyView[] }) {
  return (
    <Table layout="fixed" highlightOnHover verticalSpacing="sm" aria-label="API keys">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Scopes</Table.Th>
          <Table.Th w={150}>Standing</Table.Th>
          <Table.Th w={120}>Last used</Table.Th>
          <Table.Th w={96}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKeyView }) {
  const { id, name, scopes, lastUsedAt, revokedAt } = apiKey;
  const revoke = useCall('apiKeys.revoke');
  return (
    <Table.Tr>
      <Table.Td>
        <Name>{name}</Name>
      </Table.Td>
      <Table.Td>
        <Text size="sm" {...(!scopes && { c: 'dimmed' })}>
          {scopes?.join(', ') ?? 'Everything'}
        </Text>
      </Table.Td>
      <Table.Td>
        <CredentialStanding of={apiKey} />
      </Table.Td>
      <Table.Td c="dimmed">{lastUsedAt ? <Time value={lastUsedAt} /> : 'Never'}</Table.Td>
      <Table.Td>
        {revokedAt === null && (
          <RevokeButton
            what="API key"
            name={name}
            message={
              <>
                Whatever uses <bdi>{name}</bdi> is refused from now on, for ever.
              </>
            }
            onRevoke={() => revoke.mutateAsync({ id })}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
