import { ActionIcon, Group, MultiSelect, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useChannel } from '../../api/use-channel.ts';
import { CustomerForm } from './customer-form.tsx';

type CustomerPickerProps = {
  value?: string[];
  onChange: (ids: string[]) => void;
  error?: React.ReactNode;
};

/** Chooses customers, or creates the one who is missing. */
export function CustomerPicker({ value = [], onChange, error }: CustomerPickerProps) {
  const customers = useChannel('customers.list', {});
  const [creating, { open, close }] = useDisclosure(false);
  return (
    <>
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <MultiSelect
          label="Customers"
          placeholder={value.length === 0 ? 'Nobody in particular' : undefined}
          data={
            customers.data?.map(({ id, name, email }) => ({
              value: id,
              label: email ? `${name} (${email})` : name,
            })) ?? []
          }
          value={value}
          onChange={onChange}
          error={error}
          searchable
          openOnFocus={false}
          limit={100}
          maxValues={20}
          nothingFoundMessage="No such customer"
          flex={1}
          miw={0}
        />
        <Tooltip label="New customer">
          <ActionIcon variant="default" size={36} onClick={open} aria-label="New customer">
            <IconUserPlus size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <CustomerForm opened={creating} onClose={close} onSaved={({ id }) => onChange([...value, id])} />
    </>
  );
}
