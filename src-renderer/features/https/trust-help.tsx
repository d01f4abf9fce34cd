import { Modal, Stack, Tabs, Text } from '@mantine/core';
import { CopyLine } from '../../components/copy-line.tsx';
import { CA_FILE, trustLines } from '../../lib/trust-lines.ts';

type Props = { opened: boolean; onClose: () => void; address: string };

/** What to do on a client's machine, by its kind. */
export function TrustHelp({ opened, onClose, address }: Props) {
  const all = trustLines(address);
  return (
    <Modal opened={opened} onClose={onClose} title="How clients trust it" size="lg">
      <Text size="sm" mb="sm">
        Save the CA certificate, bring {CA_FILE} to the client’s machine, and run there:
      </Text>
      <Tabs defaultValue={all[0]!.client} keepMounted={false}>
        <Tabs.List mb="sm">
          {all.map(({ client }) => (
            <Tabs.Tab key={client} value={client}>
              {client}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map(({ client, steps }) => (
          <Tabs.Panel key={client} value={client}>
            <Stack gap="sm">
              {steps.map(({ text, line }) => (
                <div key={line}>
                  <Text size="sm" mb={4}>
                    {text}
                  </Text>
                  <CopyLine value={line} label="Copy the line" wrap />
                </div>
              ))}
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
      <Text size="xs" c="dimmed" mt="md">
        The CA can sign for this machine’s names and for private networks only: a client that trusts it trusts
        it for nothing else.
      </Text>
    </Modal>
  );
}
