import { Group, Input, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ExpiryChoice, TermsForm } from './terms.ts';

const choices: { value: ExpiryChoice; label: string }[] = [
  { value: 'never', label: 'Never' },
  { value: 'date', label: 'On a date' },
  { value: 'days', label: 'After some days' },
];

type ExpiryFieldsProps = {
  form: UseFormReturnType<TermsForm>;
  /** Whether the licences are yet to be made. */
  isNew: boolean;
};

/** When licences expire. */
export function ExpiryFields({ form, isNew }: ExpiryFieldsProps) {
  const { expiry } = form.values;
  return (
    <div>
      <Input.Label id="expiry-label" mb={4}>
        Expires
      </Input.Label>
      <Group align="flex-start" gap="xs">
        <SegmentedControl<ExpiryChoice>
          data={choices}
          value={expiry}
          onChange={(next) => form.setFieldValue('expiry', next)}
          aria-labelledby="expiry-label"
        />
        {expiry === 'date' && (
          <TextInput type="date" aria-label="Last day" w={170} {...form.getInputProps('date')} />
        )}
        {expiry === 'days' && (
          <>
            <NumberInput
              aria-label="Days"
              w={104}
              suffix=" days"
              min={1}
              max={36_500}
              allowDecimal={false}
              allowNegative={false}
              {...form.getInputProps('days')}
            />
            <Select
              aria-label="Counted from"
              w={144}
              data={[
                { value: 'ACTIVATION', label: 'from first use' },
                { value: 'CREATION', label: isNew ? 'from now' : 'from creation' },
              ]}
              allowDeselect={false}
              {...form.getInputProps('from')}
            />
          </>
        )}
      </Group>
    </div>
  );
}
