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
              Vendor id (for Lukittu, the team id)
            </Text>
            <CopyLine value={vendor.data.id} label="Copy the vendor id" />
          </div>
          <div>
            <Text size="sm" mb={4}>
              Public key, to check answers with
            </Text>
            <Group gap="xs">
              <CopyButton
                size="xs"
                value={vendor.data.publicKeyBase64}
                label="the public key as base64 of its PEM"
                text="For Lukittu"
              />
              <CopyButton size="xs" value={vendor.data.publicKey} label="the public key" text="As PEM" />
            </Group>
          </div>
        </Stack>
      )}
    </Panel>
  );
}
