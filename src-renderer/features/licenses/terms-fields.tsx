import { Alert, Button, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { limits } from '../../../shared/limits.ts';
import { IdentifierKind } from '../../../shared/model/enums.ts';
import type { LicenseView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { replyErrors } from '../../lib/form-errors.ts';
import { formatCount } from '../../lib/format.ts';
import { identifierKindWords } from '../../lib/words.ts';
import { CustomerPicker } from '../customers/customer-picker.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { emptyTerms, type TermsForm, termsErrors, termsInput } from './terms.ts';

type TermsFieldsProps = {
  product: string | undefined;
  onCancel: () => void;
  onIssued: (licenses: readonly LicenseView[]) => void;
};

const kinds = IdentifierKind.options.map((value) => ({ value, label: identifierKindWords[value].label }));

/** What new licences allow. */
export function TermsFields({ product, onCancel, onIssued }: TermsFieldsProps) {
  const products = useChannel('products.list', {});
  const create = useCall('licenses.createMany');
  const form = useForm<TermsForm>({
    mode: 'controlled',
    initialValues: emptyTerms(product),
    validate: (values) => termsErrors(values, Date.now()),
  });
  const issue = async (values: TermsForm) => {
    try {
      onIssued(await create.mutateAsync(termsInput(values)));
    } catch (error) {
      form.setErrors(replyErrors(error, {}, ['count', 'products', 'customers', 'seats', 'ipLimit']));
    }
  };
  const { values, errors } = form;
  return (
    <form noValidate onSubmit={form.onSubmit((terms) => void issue(terms))}>
      <Stack gap="sm">
        <MultiSelect
          label="Products"
          description={
            values.products.length === 0 ? 'Without a product nothing can be downloaded.' : undefined
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={values.products.length === 0 ? 'Choose what it covers' : undefined}
          data={products.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          searchable
          maxValues={20}
          openOnFocus={false}
          data-autofocus
          nothingFoundMessage="No such product"
          {...form.getInputProps('products')}
        />
        <CustomerPicker {...form.getInputProps('customers')} />
        <ExpiryFields form={form} />
        <SimpleGrid cols={4} spacing="sm">
          <NumberInput
            label="How many"
            description="Licences to issue"
            min={1}
            max={limits.licensesAtOnce}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('count')}
          />
          <NumberInput
            label="Seats"
            description="Devices at once"
            placeholder="any number"
            min={1}
            max={1_000_000}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('seats')}
          />
          <NumberInput
            label="IP limit"
            description="Addresses at once"
            placeholder="any number"
            min={1}
            max={1_000_000}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('ipLimit')}
          />
          <Select
            label="Identifiers"
            description="For LicenseDock"
            data={kinds}
            allowDeselect={false}
            title={identifierKindWords[values.identifierType].help}
            {...form.getInputProps('identifierType')}
          />
        </SimpleGrid>
        {errors['form'] && (
          <Alert color="red" role="alert">
            {errors['form']}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Issue {values.count === '' ? 'licences' : formatCount(values.count, 'licence')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
