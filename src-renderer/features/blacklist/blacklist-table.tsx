import { ActionIcon, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { BlacklistEntryView } from '../../../shared/model/views.ts';
import classes from '../../components/data-table.module.css';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import { formatNumber } from '../../lib/format.ts';
import { blacklistTypeWords } from '../../lib/words.ts';
import { useDelete } from '../deletions/deletions-context.tsx';

/** Entries of the blacklist with what they refused, each of which can be removed. */
export function BlacklistTable({ rows }: { rows: readonly BlacklistEntryView[] }) {
  return (
    <Table layout="fixed" verticalSpacing="xs" highlightOnHover aria-label="Blacklist">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Value</Table.Th>
          <Table.Th w={100}>Kind</Table.Th>
          <Table.Th w={90}>Hits</Table.Th>
          <Table.Th w={134}>Last hit</Table.Th>
          <Table.Th w={134} className={classes.roomy}>
            Added
          </Table.Th>
          <Table.Th w={56}>
            <VisuallyHidden>Remove</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function EntryRow({ entry }: { entry: BlacklistEntryView }) {
  const remove = useDelete();
  const { id, type, value, country, hits, createdAt, updatedAt } = entry;
  return (
    <Table.Tr>
      <Table.Td>
        {country === null ? (
          <Name size="xs" ff="monospace">
            {value}
          </Name>
        ) : (
          <Name size="sm">{`${country} (${value})`}</Name>
        )}
      </Table.Td>
      <Table.Td>{blacklistTypeWords[type]}</Table.Td>
      <Table.Td>{formatNumber(hits)}</Table.Td>
      <Table.Td>
        <Text span size="sm" c="dimmed">
          {hits > 0 ? <Time value={updatedAt} /> : 'never'}
        </Text>
      </Table.Td>
      <Table.Td className={classes.roomy}>
        <Text span size="sm" c="dimmed">
          <Time value={createdAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <Tooltip label="Remove">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${value}`}
            // The second click of a double one would hit the row that moved up.
            onClick={({ detail }) => detail < 2 && remove({ kind: 'blacklistEntry', id, name: value })}
          >
            <IconTrash size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  );
}
