import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDatabaseExport, IconDatabaseImport } from '@tabler/icons-react';
import { Panel } from '../../components/panel.tsx';
import { ExportRecords } from './export-records.tsx';
import { ImportRecords } from './import-records.tsx';

/** Whole stocks of records, in and out. */
export function MoveDataPanel() {
  const [importing, { open: openImport, close: closeImport }] = useDisclosure(false);
  const [exporting, { open: openExport, close: closeExport }] = useDisclosure(false);
  return (
    <Panel title="Move data">
      <Text size="sm" mb="sm">
        Products, customers, licences and what is said of releases, as JSON or CSV, with the ids and keys that
        shipped clients know.
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDatabaseImport size={16} />}
          onClick={openImport}
        >
          Import…
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDatabaseExport size={16} />}
          onClick={openExport}
        >
          Export…
        </Button>
      </Group>
      <ImportRecords opened={importing} onClose={closeImport} />
      <ExportRecords opened={exporting} onClose={closeExport} />
    </Panel>
  );
}
