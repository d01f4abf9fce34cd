import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { contract } from '../../../shared/contract.ts';
import type { ProductView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';

type BranchFormProps = {
  product: ProductView;
  opened: boolean;
  onClose: () => void;
  onCreated: (name: string) => void;
};

/** Creates a branch of a product. */
export function BranchForm({ product, opened, onClose, onCreated }: BranchFormProps) {
  const create = useCall('branches.create');
  const form = useForm({
    initialValues: { name: '' },
    validate: (values) => schemaErrors(contract['branches.create'].input, { product: product.id, ...values }),
  });
  const { reset } = form;
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  const save = async ({ name }: { name: string }) => {
    try {
      const created = await create.mutateAsync({ product: product.id, name });
      onClose();
      onCreated(created.name);
    } catch (error) {
      form.setErrors(replyErrors(error, { name_taken: 'name', name_reserved: 'name' }, ['name']));
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New branch">
      <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
        <Stack gap="sm">
          <Text size="sm">
            A branch is a line of releases of its own, e.g. <bdi>beta</bdi>. A client that names no branch
            gets the default line.
          </Text>
          <TextInput
            label="Name"
            data-autofocus
            required
            withAsterisk={false}
            {...form.getInputProps('name')}
          />
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
