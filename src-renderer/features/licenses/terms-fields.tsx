import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { LicenseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { replyErrors } from '../../lib/form-errors.ts';
import { formatCount } from '../../lib/format.ts';
import { emptyTerms, type TermsForm, termsErrors, termsInput } from './terms.ts';
import { TermsInputs } from './terms-inputs.tsx';

type TermsFieldsProps = {
  product: string | undefined;
  onCancel: () => void;
  onIssued: (licenses: readonly LicenseView[]) => void;
};

/** What new licences allow. */
export function TermsFields({ product, onCancel, onIssued }: TermsFieldsProps) {
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
      form.setErrors(
        replyErrors(error, {}, ['count', 'products', 'customers', 'seats', 'ipLimit', 'maxVersion']),
      );
    }
  };
  const { values, errors } = form;
  return (
    <form noValidate onSubmit={form.onSubmit((terms) => void issue(terms))}>
      <Stack gap="sm">
        <TermsInputs form={form} />
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
