import { Group, Pagination, Text } from '@mantine/core';

type TableFootProps = {
  /** How many rows there are in all, in words. */
  count: string;
  page: number;
  pages: number;
  onPage: (page: number) => void;
};

/** What stands under a table that is shown page by page. */
export function TableFoot({ count, page, pages, onPage }: TableFootProps) {
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {count}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          value={page}
          total={pages}
          onChange={onPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
        />
      )}
    </Group>
  );
}
