import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useChannel } from '../../api/use-channel.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Panel } from '../../components/panel.tsx';
import { Unreadable } from '../../components/states.tsx';

/** What clients have built in of their vendor. */
export function VendorPanel() {
  const vendor = useChannel('vendor.show', {});
  return (
    <Panel title="Vendor">
      {vendor.isPending && <Skeleton height={110} />}
      {vendor.error && <Unreadable what="The vendor" error={vendor.error} retry={vendor.refetch} />}
      {vendor.data && (
        <Stack gap="sm">
          <div>
            <Text size="sm" mb={4}>
              Vendor id, which Lukittu clients call the team id
            </Text>
            <CopyLine value={vendor.data.id} label="Copy the vendor id" />
          </div>
          <div>
            <Text size="sm" mb={4}>
              Public key, with which clients check answers
            </Text>
            <Group gap="xs">
              <CopyButton
                size="xs"
                value={vendor.data.publicKeyBase64}
                label="Copy the public key as base64, for Lukittu clients"
                text="Copy for Lukittu"
              />
              <CopyButton
                size="xs"
                value={vendor.data.publicKey}
                label="Copy the public key as PEM"
                text="Copy as PEM"
              />
            </Group>
          </div>
        </Stack>
      )}
    </Panel>
  );
}
