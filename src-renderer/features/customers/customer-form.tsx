import { Collapse, Group, Modal, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { contract } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import type { CustomerView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { PairsInput } from '../../components/pairs-input.tsx';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';
import { pairsError } from '../../lib/pairs.ts';
import { type CustomerTexts, type CustomerValues, customerInput, customerValues } from './customer-values.ts';

type CustomerFormProps = {
  opened: boolean;
  onClose: () => void;
  onSaved?: (customer: CustomerView) => void;
  /** The customer to edit; none = a new one. */
  customer?: CustomerView | undefined;
};

const fields = ['name', 'username', 'email', 'discordId'] as const;

/** Creates a customer or edits one. */
export function CustomerForm({ opened, onClose, onSaved, customer }: CustomerFormProps) {
  const create = useCall('customers.create');
  const update = useCall('customers.update');
  const [more, { toggle, open: showMore, close: showLess }] = useDisclosure(false);
  const form = useForm<CustomerValues>({
    mode: 'controlled',
    initialValues: customerValues(),
    validate: (values) => {
      const metadata = pairsError(values.metadata ?? []);
      return metadata
        ? { metadata }
        : schemaErrors(contract['customers.create'].input, customerInput(values));
    },
  });
  const { setValues, setFieldValue, clearErrors } = form;
  useEffect(() => {
    if (!opened) return;
    setValues(customerValues(customer));
    clearErrors();
    if (customer?.postalAddress || customer?.discordId) showMore();
    else showLess();
  }, [opened, customer, setValues, clearErrors, showMore, showLess]);
  const details = useChannel(
    'customers.show',
    { customer: customer?.id ?? '' },
    { enabled: opened && customer !== undefined, alwaysAsk: true },
  );
  const isKnown = form.values.metadata !== null;
  const { data: read, isFetching } = details;
  useEffect(() => {
    if (isKnown || isFetching || !read) return;
    setFieldValue('metadata', read.metadata);
    if (read.metadata.length > 0) showMore();
  }, [isKnown, isFetching, read, setFieldValue, showMore]);

  const save = async (values: CustomerValues) => {
    const input = customerInput(values);
    try {
      const saved = customer
        ? await update.mutateAsync({ customer: customer.id, ...input })
        : await create.mutateAsync(input);
      onClose();
      onSaved?.(saved);
    } catch (error) {
      form.setErrors(replyErrors(error, {}, fields));
    }
  };
  const line = (name: keyof CustomerTexts, label: string, props = {}) => (
    <TextInput
      label={label}
      dir="auto"
      maxLength={limits.nameLength}
      {...props}
      {...form.getInputProps(name)}
    />
  );
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={customer ? 'Edit the customer' : 'New customer'}
      zIndex={300}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.stopPropagation(); // it may lie inside the form of the licences as React sees it
          form.onSubmit((values) => void save(values))(event);
        }}
      >
        <Stack gap="sm">
          {line('name', 'Name', { 'data-autofocus': true })}
          {line('email', 'E-mail', { type: 'email' })}
          {line('username', 'User name')}
          <UnstyledButton onClick={toggle} aria-expanded={more} fz="sm" c="var(--mantine-color-anchor)">
            {more ? 'Less' : 'Address and more'}
          </UnstyledButton>
          <Collapse expanded={more}>
            <Stack gap="sm">
              {line('line1', 'Street and number')}
              {line('line2', 'Second line')}
              <Group grow align="flex-start">
                {line('postalCode', 'Postal code')}
                {line('city', 'City')}
              </Group>
              <Group grow align="flex-start">
                {line('state', 'State')}
                {line('country', 'Country')}
              </Group>
              {line('discordId', 'Id on Discord', { inputMode: 'numeric' })}
              {form.values.metadata && (
                <PairsInput {...form.getInputProps('metadata')} value={form.values.metadata} />
              )}
            </Stack>
          </Collapse>
          <FormFooter
            error={form.errors['form']}
            onCancel={onClose}
            submit={customer ? 'Save' : 'Create'}
            pending={create.isPending || update.isPending}
          />
        </Stack>
      </form>
    </Modal>
  );
}
