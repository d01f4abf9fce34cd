import { Modal, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { limits } from '../../../shared/limits.ts';
import { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { ReleaseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { replyErrors } from '../../lib/form-errors.ts';
import { releaseStatusWords } from '../../lib/words.ts';

type ReleaseFormProps = { release: ReleaseView; opened: boolean; onClose: () => void };

const statuses = ReleaseStatus.options.map((value) => ({ value, label: releaseStatusWords[value].label }));

/** Changes what is said of a release. Its version and its files stay what clients know. */
export function ReleaseForm({ release, opened, onClose }: ReleaseFormProps) {
  const update = useCall('releases.update');
  const form = useForm({
    initialValues: { name: '', notes: '', status: release.status, rolloutPercent: release.rolloutPercent },
  });
  const { setValues, clearErrors } = form;
  useEffect(() => {
    if (!opened) return;
    const { name, notes, status, rolloutPercent } = release;
    setValues({ name: name ?? '', notes, status, rolloutPercent });
    clearErrors();
  }, [opened, release, setValues, clearErrors]);
  const save = async ({ name, notes, status, rolloutPercent }: typeof form.values) => {
    try {
      await update.mutateAsync({ id: release.id, name: name.trim() || null, notes, status, rolloutPercent });
      onClose();
    } catch (error) {
      form.setErrors(replyErrors(error, {}, ['name', 'notes', 'status', 'rolloutPercent']));
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Edit ${release.version}`} size="lg">
      <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            description="Cryptlex clients show it; the product and the version when left empty"
            dir="auto"
            data-autofocus
            maxLength={limits.nameLength}
            {...form.getInputProps('name')}
          />
          <Select
            label="Status"
            description={releaseStatusWords[form.values.status].help}
            data={statuses}
            allowDeselect={false}
            {...form.getInputProps('status')}
          />
          <NumberInput
            label="Rollout"
            description="Offered as the newest to so many of a hundred licences, always the same ones. Those that name the version get it anyway"
            suffix=" %"
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="strict"
            {...form.getInputProps('rolloutPercent')}
          />
          <Textarea
            label="Notes"
            dir="auto"
            autosize
            minRows={4}
            maxRows={14}
            maxLength={limits.notesLength}
            {...form.getInputProps('notes')}
          />
          <FormFooter
            error={form.errors['form']}
            onCancel={onClose}
            submit="Save"
            pending={update.isPending}
          />
        </Stack>
      </form>
    </Modal>
  );
}
