import { Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { contract } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import type { ProductView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { PairsInput } from '../../components/pairs-input.tsx';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';
import { filledPairs, type Pair, pairsError } from '../../lib/pairs.ts';

type ProductFormProps = {
  opened: boolean;
  onClose: () => void;
  onSaved?: (product: ProductView) => void;
  /** The product to edit; none = a new one. */
  product?: ProductView;
};

type Values = { name: string; url: string; number: number | ''; metadata: Pair[] };

const codes = { name_taken: 'name', number_taken: 'number' };

/** Creates a product or edits one. */
export function ProductForm({ opened, ...props }: ProductFormProps) {
  const { product, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={product ? 'Edit the product' : 'New product'}>
      <Fields {...props} />
    </Modal>
  );
}

/** A closed dialog forgets its content; an open one keeps what was typed, whatever becomes of the product meanwhile. */
function Fields({ onClose, onSaved, product }: Omit<ProductFormProps, 'opened'>) {
  const create = useCall('products.create');
  const update = useCall('products.update');
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: {
      name: product?.name ?? '',
      url: product?.url ?? '',
      number: product?.number ?? '',
      metadata: product?.metadata ?? [],
    },
    validate: (values) => {
      const metadata = pairsError(values.metadata);
      return {
        ...schemaErrors(contract['products.create'].input, inputOf(values)),
        ...(metadata && { metadata }),
      };
    },
  });

  const save = async (values: Values) => {
    const { name, url, number, metadata } = inputOf(values);
    try {
      const saved = product
        ? await update.mutateAsync({
            product: product.id,
            ...(form.isDirty('name') && { name }),
            ...(form.isDirty('url') && { url }),
            ...(form.isDirty('metadata') && { metadata }),
          })
        : await create.mutateAsync({ name, url, metadata, ...(number !== undefined && { number }) });
      onClose();
      onSaved?.(saved);
    } catch (error) {
      form.setErrors(replyErrors(error, codes, ['name', 'url', 'number', 'metadata']));
    }
  };
  return (
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
        <PairsInput {...form.getInputProps('metadata')} value={form.values.metadata} />
        <FormFooter
          error={form.errors['form']}
          onCancel={onClose}
          submit={product ? 'Save' : 'Create'}
          pending={create.isPending || update.isPending}
        />
      </Stack>
    </form>
  );
}

const inputOf = ({ name, url, number, metadata }: Values) => ({
  name,
  url: url.trim() || null,
  number: number === '' ? undefined : number,
  metadata: filledPairs(metadata),
});
