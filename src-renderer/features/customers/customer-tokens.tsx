import { Button, Group, Modal, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../shared/limits.ts';
import type { AccessTokenView, CustomerView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { CredentialStanding } from '../../components/credential-standing.tsx';
import { Name } from '../../components/name.tsx';
import { RevokeButton } from '../../components/revoke-button.tsx';
import { LoadingRows, Unreadable } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { tellError } from '../../components/toast.tsx';

type CustomerTokensProps = { customer: CustomerView | undefined; opened: boolean; onClose: () => void };

/** The access tokens that a customer downloads with instead of a licence key. */
export function CustomerTokens({ customer, opened, onClose }: CustomerTokensProps) {
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={`Access tokens of ${customer?.name ?? ''}`}>
      {customer && <Tokens customer={customer} />}
    </Modal>
  );
}

/** A closed dialog forgets the token that was made in it. */
function Tokens({ customer: { id } }: { customer: CustomerView }) {
  const tokens = useChannel('customers.listTokens', { customer: id });
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        Software sends it as <code>Authorization: Bearer …</code> to Cryptlex addresses. It opens what any
        licence of the customer opens.
      </Text>
      {tokens.isPending && <LoadingRows rows={2} />}
      {tokens.error && <Unreadable what="The tokens" error={tokens.error} retry={tokens.refetch} />}
      {tokens.data && tokens.data.length > 0 && <TokenTable tokens={tokens.data} />}
      <NewToken customer={id} />
    </Stack>
  );
}

function TokenTable({ tokens }: { tokens: readonly AccessTokenView[] }) {
  return (
    <Table layout="fixed" verticalSpacing="xs" aria-label="Access tokens">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Standing</Table.Th>
          <Table.Th w={120}>Last used</Table.Th>
          <Table.Th w={96}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function TokenRow({ token }: { token: AccessTokenView }) {
  const { id, name, lastUsedAt, revokedAt } = token;
  const shown = name ?? 'without a name';
  const revoke = useCall('customers.revokeToken');
  return (
    <Table.Tr>
      <Table.Td>
        <Name>{shown}</Name>
      </Table.Td>
      <Table.Td>
        <CredentialStanding of={token} />
      </Table.Td>
      <Table.Td c="dimmed">{lastUsedAt ? <Time value={lastUsedAt} /> : 'Never'}</Table.Td>
      <Table.Td>
        {revokedAt === null && (
          <RevokeButton
            what="access token"
            name={shown}
            message="Software that uses it is refused from now on, for ever."
            onRevoke={() => revoke.mutateAsync({ id })}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Makes a token, which is shown until the next one is made or the dialog is closed. */
function NewToken({ customer }: { customer: string }) {
  const create = useCall('customers.createToken');
  const [name, setName] = useState('');
  const make = async () => {
    try {
      await create.mutateAsync({ customer, ...(name.trim() && { name: name.trim() }) });
      setName('');
    } catch (error) {
      tellError('The access token was not made', error);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Stack gap="sm">
        {create.data && (
          <>
            <Text size="sm" role="status">
              Copy the token now: only a hash of it is kept, so it cannot be shown again.
            </Text>
            <CopyLine value={create.data.token} label="Copy the access token" wrap />
          </>
        )}
        <Group gap="xs" align="flex-end">
          <TextInput
            label="New access token"
            placeholder="What it is for"
            dir="auto"
            maxLength={limits.nameLength}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            flex={1}
          />
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
