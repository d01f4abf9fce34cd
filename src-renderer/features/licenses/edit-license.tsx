import { Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { LicenseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { replyErrors } from '../../lib/form-errors.ts';
import { changeErrors, type TermsForm, termsChanges, termsOf } from './terms.ts';
import { TermsInputs } from './terms-inputs.tsx';

type EditLicenseProps = { license: LicenseView; opened: boolean; onClose: () => void };

/** Changes what a licence allows. */
export function EditLicense({ license, opened, onClose }: EditLicenseProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title="Edit licence"
      zIndex={250}
      attributes={{ header: { role: 'presentation' } }} // the drawer below has a banner already
    >
      <Terms license={license} onClose={onClose} />
    </Modal>
  );
}

/** A closed dialog forgets its content: the next one begins with the licence as it is by then. */
function Terms({ license, onClose }: Omit<EditLicenseProps, 'opened'>) {
  const update = useCall('licenses.update');
  const [before] = useState(() => termsOf(license));
  const form = useForm<TermsForm>({
    mode: 'controlled',
    initialValues: before,
    validate: (values) => changeErrors(before, values, Date.now()),
  });
  const save = async (values: TermsForm) => {
    try {
      await update.mutateAsync({ license: license.id, ...termsChanges(before, values) });
      onClose();
    } catch (error) {
      form.setErrors(replyErrors(error, {}, ['products', 'customers', 'seats', 'ipLimit', 'maxVersion']));
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Stack gap="sm">
        <TermsInputs form={form} license={license} />
        <FormFooter error={form.errors['form']} onCancel={onClose} submit="Save" pending={update.isPending} />
      </Stack>
    </form>
  );
}
