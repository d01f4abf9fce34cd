import { ActionIcon, Menu, Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconDots, IconKey, IconPencil, IconTrash } from '@tabler/icons-react';
import type { CustomerSummary } from '../../../shared/model/views.ts';
import classes from '../../components/data-table.module.css';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import { formatNumber } from '../../lib/format.ts';
import { useDelete } from '../deletions/deletions-context.tsx';

type CustomerTableProps = {
  customers: readonly CustomerSummary[];
  onEdit: (customer: CustomerSummary) => void;
  onTokens: (customer: CustomerSummary) => void;
};

/** Customers, and what can be done with each. */
export function CustomerTable({ customers, onEdit, onTokens }: CustomerTableProps) {
  const remove = useDelete();
  return (
    <Table layout="fixed" highlightOnHover verticalSpacing="xs" aria-label="Customers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>E-mail</Table.Th>
          <Table.Th w="18%">User name</Table.Th>
          <Table.Th w={90}>Licences</Table.Th>
          <Table.Th w={120} className={classes.roomy}>
            Created
          </Table.Th>
          <Table.Th w={56}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {customers.map((customer) => (
          <Table.Tr key={customer.id}>
            <Table.Td>
              <UnstyledButton onClick={() => onEdit(customer)} display="block" fz="sm" fw={550} w="100%">
                <Name>{customer.name}</Name>
              </UnstyledButton>
            </Table.Td>
            <Table.Td>{customer.email && <Name>{customer.email}</Name>}</Table.Td>
            <Table.Td>{customer.username && <Name>{customer.username}</Name>}</Table.Td>
            <Table.Td>{formatNumber(customer.licenses)}</Table.Td>
            <Table.Td c="dimmed" className={classes.roomy}>
              <Time value={customer.createdAt} />
            </Table.Td>
            <Table.Td>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${customer.name}`}>
                    <IconDots size={18} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit(customer)}>
                    Edit
                  </Menu.Item>
                  <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onTokens(customer)}>
                    Access tokens
                  </Menu.Item>
                  <Menu.Item
                    color="red"
                    leftSection={<IconTrash size={16} />}
                    onClick={() => remove({ kind: 'customer', id: customer.id, name: customer.name })}
                  >
                    Delete
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
