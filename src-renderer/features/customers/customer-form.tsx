import { Modal, Stack, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { contract } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import type { CustomerView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';

type CustomerFormProps = {
  opened: boolean;
  onClose: () => void;
  onCreated: (customer: CustomerView) => void;
};

type Values = { name: string; email: string };

const inputOf = ({ name, email }: Values) => ({ name, email: email.trim() || null });

/** Creates a customer. */
export function CustomerForm({ opened, onClose, onCreated }: CustomerFormProps) {
  const create = useCall('customers.create');
  const form = useForm<Values>({
    initialValues: { name: '', email: '' },
    validate: (values) => schemaErrors(contract['customers.create'].input, inputOf(values)),
  });
  const { reset } = form;
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  const save = async (values: Values) => {
    try {
      const created = await create.mutateAsync(inputOf(values));
      onClose();
      onCreated(created);
    } catch (error) {
      form.setErrors(replyErrors(error, {}, ['name', 'email']));
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New customer" zIndex={300}>
      <form
        noValidate
        onSubmit={(event) => {
          event.stopPropagation(); // it lies inside the form of the licences as React sees it
          form.onSubmit((values) => void save(values))(event);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            data-autofocus
            dir="auto"
            maxLength={limits.nameLength}
            required
            withAsterisk={false}
            {...form.getInputProps('name')}
          />
          <TextInput label="E-mail" type="email" {...form.getInputProps('email')} />
          <FormFooter
            error={form.errors['form']}
            onCancel={onClose}
            submit="Create"
            pending={create.isPending}
          />
        </Stack>
      </form>
    </Modal>
  );
}
