import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { limits } from '../../../shared/limits.ts';
import type { ReleaseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { tellDone } from '../../components/toast.tsx';
import { replyErrors } from '../../lib/form-errors.ts';

type WithdrawFormProps = { release: ReleaseView; opened: boolean; onClose: () => void };

/** Takes a release back for a while, with a reason. */
export function WithdrawForm({ release, opened, onClose }: WithdrawFormProps) {
  const update = useCall('releases.update');
  const form = useForm({ initialValues: { reason: '' } });
  const { setValues, clearErrors } = form;
  useEffect(() => {
    if (!opened) return;
    setValues({ reason: '' });
    clearErrors();
  }, [opened, setValues, clearErrors]);
  const withdraw = async ({ reason }: typeof form.values) => {
    try {
      await update.mutateAsync({ id: release.id, withdrawn: { reason: reason.trim() || null } });
      tellDone(`${release.version} is withdrawn.`);
      onClose();
    } catch (error) {
      form.setErrors(replyErrors(error, {}, ['reason']));
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Withdraw ${release.version}`} size="md">
      <form noValidate onSubmit={form.onSubmit((values) => void withdraw(values))}>
        <Stack gap="sm">
          <Text size="sm">
            Nobody is offered it or can download it until it is restored. Downloads that run already go on.
          </Text>
          <Textarea
            label="Reason"
            description="Clients that show words are told, and the log of downloads names it"
            dir="auto"
            data-autofocus
            autosize
            minRows={2}
            maxRows={8}
            maxLength={limits.reasonLength}
            {...form.getInputProps('reason')}
          />
          <FormFooter
            error={form.errors['form']}
            onCancel={onClose}
            submit="Withdraw"
            pending={update.isPending}
          />
        </Stack>
      </form>
    </Modal>
  );
}
