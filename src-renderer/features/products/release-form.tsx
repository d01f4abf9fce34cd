import { Modal, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { limits } from '../../../shared/limits.ts';
import { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { ReleaseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { PairsInput } from '../../components/pairs-input.tsx';
import { replyErrors } from '../../lib/form-errors.ts';
import { filledPairs, type Pair, pairsError } from '../../lib/pairs.ts';
import { feedMetadataHelp, releaseStatusWords } from '../../lib/words.ts';

type ReleaseFormProps = { release: ReleaseView; opened: boolean; onClose: () => void };

type Values = {
  name: string;
  status: ReleaseStatus;
  rolloutPercent: number | '';
  notes: string;
  metadata: Pair[];
};

const statuses = ReleaseStatus.options.map((value) => ({ value, label: releaseStatusWords[value].label }));

/** Changes what is said of a release. Its version and its files stay what clients know. */
export function ReleaseForm({ release, opened, onClose }: ReleaseFormProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Edit ${release.version}`} size="lg">
      <Fields release={release} onClose={onClose} />
    </Modal>
  );
}

/** A closed dialog forgets its content; an open one keeps what was typed, whatever becomes of the release meanwhile. */
function Fields({ release, onClose }: Omit<ReleaseFormProps, 'opened'>) {
  const update = useCall('releases.update');
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: {
      name: release.name ?? '',
      status: release.status,
      rolloutPercent: release.rolloutPercent,
      notes: release.notes,
      metadata: release.metadata,
    },
    validate: {
      rolloutPercent: (percent) => (percent === '' ? 'Between 0 and 100.' : null),
      metadata: pairsError,
    },
  });
  const save = async ({ name, status, rolloutPercent, notes, metadata }: Values) => {
    try {
      await update.mutateAsync({
        id: release.id,
        ...(form.isDirty('name') && { name: name.trim() || null }),
        ...(form.isDirty('status') && { status }),
        ...(rolloutPercent !== '' && form.isDirty('rolloutPercent') && { rolloutPercent }),
        ...(form.isDirty('notes') && { notes }),
        ...(form.isDirty('metadata') && { metadata: filledPairs(metadata) }),
      });
      onClose();
    } catch (error) {
      form.setErrors(replyErrors(error, {}, ['name', 'notes', 'status', 'rolloutPercent', 'metadata']));
    }
  };
  return (
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
        <PairsInput
          description={feedMetadataHelp}
          {...form.getInputProps('metadata')}
          value={form.values.metadata}
        />
        <FormFooter error={form.errors['form']} onCancel={onClose} submit="Save" pending={update.isPending} />
      </Stack>
    </form>
  );
}
