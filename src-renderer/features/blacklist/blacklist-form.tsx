import { Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { BlacklistType } from '../../../shared/model/enums.ts';
import { useCall } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { replyErrors } from '../../lib/form-errors.ts';
import { blacklistTypeWords } from '../../lib/words.ts';
import { countryChoices } from './countries.ts';

const fields: Record<BlacklistType, { label: string; placeholder: string; help: string }> = {
  IP_ADDRESS: {
    label: 'Address or range',
    placeholder: '203.0.113.7 or 203.0.113.0/24',
    help: 'Every client that comes from there is refused.',
  },
  COUNTRY: {
    label: 'Country',
    placeholder: 'Choose a country',
    help: 'Known only where a trusted proxy tells it: the setting trustedProxies.',
  },
  HARDWARE_IDENTIFIER: {
    label: 'Hardware identifier',
    placeholder: 'As the log of downloads shows it',
    help: 'Lukittu clients give one with each check.',
  },
};
const types = ['IP_ADDRESS', 'COUNTRY', 'HARDWARE_IDENTIFIER'] as const satisfies BlacklistType[];

type BlacklistFormProps = { opened: boolean; onClose: () => void };
type Values = { type: BlacklistType; value: string };

/** Puts an address, a country or a device on the blacklist. */
export function BlacklistForm({ opened, onClose }: BlacklistFormProps) {
  const add = useCall('blacklist.add');
  const form = useForm<Values>({
    initialValues: { type: 'IP_ADDRESS', value: '' },
    validate: { value: (value) => (value.trim() === '' ? 'Must not be empty.' : null) },
  });
  const { reset } = form;
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  const save = async ({ type, value }: Values) => {
    try {
      await add.mutateAsync({ type, value: value.trim() });
      onClose();
    } catch (error) {
      form.setErrors(
        replyErrors(error, { invalid_input: 'value', blacklist_entry_taken: 'value' }, ['value']),
      );
    }
  };
  const { type } = form.values;
  const { label, placeholder, help } = fields[type];
  return (
    <Modal opened={opened} onClose={onClose} title="New blacklist entry">
      <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
        <Stack gap="sm">
          <SegmentedControl
            aria-label="Kind"
            fullWidth
            data={types.map((value) => ({ value, label: blacklistTypeWords[value] }))}
            value={type}
            onChange={(next) => form.setValues({ type: next, value: '' })}
          />
          {type === 'COUNTRY' ? (
            <Select
              label={label}
              placeholder={placeholder}
              data={countryChoices}
              searchable
              required
              withAsterisk={false}
              value={form.values.value || null}
              onChange={(next) => form.setFieldValue('value', next ?? '')}
              error={form.errors['value']}
            />
          ) : (
            <TextInput
              label={label}
              placeholder={placeholder}
              data-autofocus
              required
              withAsterisk={false}
              spellCheck={false}
              maxLength={1000}
              {...form.getInputProps('value')}
            />
          )}
          <Text size="sm" c="dimmed">
            {help}
          </Text>
          <FormFooter error={form.errors['form']} onCancel={onClose} submit="Add" pending={add.isPending} />
        </Stack>
      </form>
    </Modal>
  );
}
