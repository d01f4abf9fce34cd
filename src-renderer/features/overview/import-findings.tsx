import { Alert, ScrollArea, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ImportReport, RecordKind } from '../../../shared/model/transfer.ts';
import { formatNumber } from '../../lib/format.ts';
import { recordKindWords } from '../../lib/words.ts';

/** What an import would take in, and every row that it cannot, with the reason. */
export function ImportFindings({ report }: { report: ImportReport }) {
  const { counts, restricted, forEveryProduct, problems, moreProblems, ignored, vendor } = report;
  const { suspended, revoked, expired } = restricted;
  const kinds = RecordKind.options.filter((kind) => Object.values(counts[kind]).some((count) => count > 0));
  return (
    <>
      {kinds.length > 0 && (
        <Table aria-label="What is in the file" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Kind</Table.Th>
              <Table.Th ta="right">New</Table.Th>
              <Table.Th ta="right">Here already</Table.Th>
              <Table.Th ta="right">Bad</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kinds.map((kind) => (
              <Table.Tr key={kind}>
                <Table.Td>{recordKindWords[kind]}</Table.Td>
                <Table.Td ta="right">{formatNumber(counts[kind].new)}</Table.Td>
                <Table.Td ta="right">{formatNumber(counts[kind].existing)}</Table.Td>
                <Table.Td ta="right">{formatNumber(counts[kind].bad)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {kinds.length === 0 && !vendor && problems.length === 0 && (
        <Text size="sm">The file holds no records.</Text>
      )}
      {suspended + revoked + expired > 0 && (
        <Text size="sm">
          Of the new licences {formatNumber(suspended)} are suspended, {formatNumber(revoked)} revoked and{' '}
          {formatNumber(expired)} expired.
        </Text>
      )}
      {forEveryProduct > 0 && (
        <Text size="sm">
          New licences that name no product, and are good for every one: {formatNumber(forEveryProduct)}
        </Text>
      )}
      {vendor && <Text size="sm">The vendor’s identity is taken over from the file, too.</Text>}
      {ignored.length > 0 && (
        <Text size="sm" c="dimmed">
          Columns that mean nothing here: <bdi>{ignored.join(', ')}</bdi>
        </Text>
      )}
      {problems.length > 0 && (
        <Alert
          color="red"
          icon={<IconAlertTriangle size={18} />}
          title="Some rows cannot be imported"
          role="alert"
        >
          <ScrollArea.Autosize mah={220} viewportProps={{ tabIndex: 0 }}>
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {problems.map(({ kind, row, field, message }) => (
                <li key={`${kind} ${row} ${field} ${message}`}>
                  {kind === 'vendor' ? 'Vendor' : `${recordKindWords[kind]}, row ${row}`}
                  {field && `, ${field}`}: <bdi>{message}</bdi>
                </li>
              ))}
            </ul>
          </ScrollArea.Autosize>
          {moreProblems > 0 && <Text size="sm">… and {formatNumber(moreProblems)} more.</Text>}
        </Alert>
      )}
    </>
  );
}
