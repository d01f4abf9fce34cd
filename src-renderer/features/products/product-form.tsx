import { Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { contract } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import type { ProductView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';

type ProductFormProps = {
  opened: boolean;
  onClose: () => void;
  onSaved?: (product: ProductView) => void;
  /** The product to edit; none = a new one. */
  product?: ProductView;
};

type Values = { name: string; url: string; number: number | '' };

const codes = { name_taken: 'name', number_taken: 'number' };

/** Creates a product or edits one. */
export function ProductForm({ opened, onClose, onSaved, product }: ProductFormProps) {
  const create = useCall('products.create');
  const update = useCall('products.update');
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: { name: '', url: '', number: '' },
    validate: (values) => schemaErrors(contract['products.create'].input, inputOf(values)),
  });
  const { setValues, clearErrors } = form;
  useEffect(() => {
    if (!opened) return;
    setValues({ name: product?.name ?? '', url: product?.url ?? '', number: product?.number ?? '' });
    clearErrors();
  }, [opened, product, setValues, clearErrors]);

  const save = async (values: Values) => {
    const { number, ...input } = inputOf(values);
    try {
      const saved = product
        ? await update.mutateAsync({ product: product.id, ...input })
        : await create.mutateAsync({ ...input, ...(number !== undefined && { number }) });
      onClose();
      onSaved?.(saved);
    } catch (error) {
      form.setErrors(replyErrors(error, codes, ['name', 'url', 'number']));
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={product ? 'Edit the product' : 'New product'}>
      <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
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
          <TextInput
            label="URL"
            description="The product's page on the web, if it has one"
            type="url"
            placeholder="https://example.com/product"
            {...form.getInputProps('url')}
          />
          <NumberInput
            label="Number"
            description={
              product
                ? 'Clients have it built in, so it stays as it is'
                : 'What LicenseDock clients call it; the next free one when left empty'
            }
            min={1}
            allowDecimal={false}
            disabled={product !== undefined}
            {...form.getInputProps('number')}
          />
          <FormFooter
            error={form.errors['form']}
            onCancel={onClose}
            submit={product ? 'Save' : 'Create'}
            pending={create.isPending || update.isPending}
          />
        </Stack>
      </form>
    </Modal>
  );
}

const inputOf = ({ name, url, number }: Values) => ({
  name,
  url: url.trim() || null,
  number: number === '' ? undefined : number,
});
