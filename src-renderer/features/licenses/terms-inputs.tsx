import { MultiSelect, NumberInput, Select, SimpleGrid } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { limits } from '../../../shared/limits.ts';
import { IdentifierKind } from '../../../shared/model/enums.ts';
import type { LicenseView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { PairsInput } from '../../components/pairs-input.tsx';
import { identifierKindWords } from '../../lib/words.ts';
import { CustomerPicker } from '../customers/customer-picker.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { MaintenanceFields } from './maintenance-fields.tsx';
import type { TermsForm } from './terms.ts';

type TermsInputsProps = {
  form: UseFormReturnType<TermsForm>;
  /** The licence that is edited; none = new ones. */
  license?: LicenseView;
};

const kinds = IdentifierKind.options.map((value) => ({ value, label: identifierKindWords[value].label }));

/** What licences allow, as a person fills it in. */
export function TermsInputs({ form, license }: TermsInputsProps) {
  const products = useChannel('products.list', {});
  const { values } = form;
  return (
    <>
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
      <CustomerPicker chosen={license?.customers} {...form.getInputProps('customers')} />
      <ExpiryFields form={form} isNew={!license} />
      <SimpleGrid cols={license ? 3 : 4} spacing="sm">
        {!license && (
          <NumberInput
            label="How many"
            description="Licences to issue"
            min={1}
            max={limits.licensesAtOnce}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('count')}
          />
        )}
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
      <MaintenanceFields form={form} />
      <PairsInput {...form.getInputProps('metadata')} value={values.metadata} />
    </>
  );
}
