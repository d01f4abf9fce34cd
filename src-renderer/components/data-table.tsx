import { Table } from '@mantine/core';
import type { ReactTable, RowData, TableFeatures } from '@tanstack/react-table';
import classes from './data-table.module.css';

type DataTableProps<F extends TableFeatures, T extends RowData> = {
  table: ReactTable<F, T>;
  /** The width of each column by its id, as CSS; those left out share the rest. */
  widths: Readonly<Record<string, number | string>>;
  /** Columns that a small window does without. */
  roomy?: readonly string[];
  /** The row that is open beside the table. */
  selected?: string | undefined;
  label: string;
};

/** A table of TanStack in Mantine's clothes. */
export function DataTable<F extends TableFeatures, T extends RowData>({
  table,
  widths,
  roomy = [],
  selected,
  label,
}: DataTableProps<F, T>) {
  const cellProps = (id: string) => (roomy.includes(id) ? { className: classes.roomy } : {});
  return (
    <Table layout="fixed" verticalSpacing="xs" highlightOnHover aria-label={label}>
      <Table.Thead>
        {table.getHeaderGroups().map((group) => (
          <Table.Tr key={group.id}>
            {group.headers.map((header) => (
              <Table.Th key={header.id} w={widths[header.column.id]} {...cellProps(header.column.id)}>
                <table.FlexRender header={header} />
              </Table.Th>
            ))}
          </Table.Tr>
        ))}
      </Table.Thead>
      <Table.Tbody>
        {table.getRowModel().rows.map((row) => (
          <Table.Tr key={row.id} {...(row.id === selected && { className: classes.selected })}>
            {row.getAllCells().map((cell) => (
              <Table.Td key={cell.id} {...cellProps(cell.column.id)}>
                <table.FlexRender cell={cell} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
