import { ActionIcon, Group, MultiSelect, Tooltip } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useChannel } from '../../api/use-channel.ts';
import { CustomerForm } from './customer-form.tsx';

type Known = { id: string; name: string; email?: string | null };

type CustomerPickerProps = {
  value?: string[];
  onChange: (ids: string[]) => void;
  error?: React.ReactNode;
  /** Those that are chosen from the start, for their names. */
  chosen?: readonly Known[] | undefined;
};

const optionOf = ({ id, name, email }: Known) => ({ value: id, label: email ? `${name} (${email})` : name });

/** Chooses customers, who are looked for as their names are typed, or creates the one who is missing. */
export function CustomerPicker({ value = [], onChange, error, chosen = [] }: CustomerPickerProps) {
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), 200);
  const [picked, setPicked] = useState<readonly Known[]>(chosen);
  const customers = useChannel(
    'customers.search',
    { limit: 100, ...(term && { search: term }) },
    { keepPrevious: true },
  );
  const [creating, { open, close }] = useDisclosure(false);
  const found = customers.data?.rows ?? [];
  const remember = (among: readonly Known[], ids: string[]) => {
    setPicked([...new Map([...picked, ...among].map((customer) => [customer.id, customer])).values()]);
    onChange(ids);
  };
  return (
    <>
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <MultiSelect
          label="Customers"
          placeholder={value.length === 0 ? 'Nobody in particular' : undefined}
          data={[
            ...found.map(optionOf),
            ...picked.filter(({ id }) => !found.some((customer) => customer.id === id)).map(optionOf),
          ]}
          filter={({ options }) =>
            options.filter((option) => 'value' in option && found.some(({ id }) => id === option.value))
          }
          value={value}
          onChange={(ids) =>
            remember(
              found.filter(({ id }) => ids.includes(id)),
              ids,
            )
          }
          searchValue={typed}
          onSearchChange={setTyped}
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
      <CustomerForm
        opened={creating}
        onClose={close}
        onSaved={(customer) => remember([customer], [...value, customer.id])}
      />
    </>
  );
}
