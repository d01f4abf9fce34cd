import { Group, Kbd, Modal, Table } from '@mantine/core';

const shortcuts = [
  { keys: ['g', 'o'], does: 'Go to the overview' },
  { keys: ['g', 'p'], does: 'Go to the products' },
  { keys: ['g', 'l'], does: 'Go to the licences' },
  { keys: ['g', 'u'], does: 'Go to the customers' },
  { keys: ['g', 'k'], does: 'Go to the API keys' },
  { keys: ['g', 'd'], does: 'Go to the downloads' },
  { keys: ['g', 'c'], does: 'Go to the lines that connect a client' },
  { keys: ['g', 'b'], does: 'Go to the blacklist' },
  { keys: ['/'], does: 'Search on this page' },
  {
    keys: ['n'],
    does: 'New product, release, licence, customer, API key or blacklist entry, depending on the page',
  },
  { keys: ['Ctrl', 'z'], does: 'Undo the last deletion' },
  { keys: ['?'], does: 'Show this list' },
  { keys: ['Esc'], does: 'Close what is open' },
] as const;

/** The keys that work on every page. */
export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {shortcuts.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td w={120}>
                <Group gap={4}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
