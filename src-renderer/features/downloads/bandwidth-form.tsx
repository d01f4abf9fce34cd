import { Button, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconGauge } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { SettingKey } from '../../../shared/settings.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { tellDone } from '../../components/toast.tsx';
import { replyErrors } from '../../lib/form-errors.ts';

const MEBIBYTE = 1024 ** 2;

/** Mebibytes per second of a setting; '' = no cap. */
const shown = (value: unknown): number | '' =>
  typeof value === 'number' ? Number((value / MEBIBYTE).toFixed(3)) : '';

const stored = (value: number | string): number | null =>
  value === '' ? null : Math.max(1024, Math.round(Number(value) * MEBIBYTE));

type Values = { perClient: number | string; total: number | string };

/** How fast downloads may be, for each client and for all together. */
export function BandwidthForm() {
  const [opened, { open, close }] = useDisclosure(false);
  const perClient = useChannel('settings.get', { key: 'bandwidthPerClient' satisfies SettingKey });
  const total = useChannel('settings.get', { key: 'bandwidthTotal' satisfies SettingKey });
  const set = useCall('settings.set');
  const form = useForm<Values>({ initialValues: { perClient: '', total: '' } });
  const { setValues, clearErrors } = form;
  const current = { perClient: perClient.data?.value, total: total.data?.value };
  useEffect(() => {
    if (!opened) return;
    setValues({ perClient: shown(current.perClient), total: shown(current.total) });
    clearErrors();
  }, [opened, current.perClient, current.total, setValues, clearErrors]);
  const save = async (values: Values) => {
    try {
      await set.mutateAsync({ key: 'bandwidthPerClient', value: stored(values.perClient) });
      await set.mutateAsync({ key: 'bandwidthTotal', value: stored(values.total) });
      tellDone('The bandwidth is set. Downloads that run keep to it, too.');
      close();
    } catch (error) {
      form.setErrors(replyErrors(error, {}, []));
    }
  };
  const input = {
    placeholder: 'no cap',
    min: 0.001,
    decimalScale: 3,
    suffix: ' MiB/s',
    allowNegative: false,
  };
  return (
    <>
      <Button variant="default" leftSection={<IconGauge size={16} />} onClick={open}>
        Bandwidth
      </Button>
      <Modal opened={opened} onClose={close} title="Bandwidth of downloads" size="md">
        <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
          <Stack gap="sm">
            <NumberInput
              label="For each client"
              description="All downloads of one address together"
              data-autofocus
              {...input}
              {...form.getInputProps('perClient')}
            />
            <NumberInput
              label="In all"
              description="Shared by the clients in equal parts"
              {...input}
              {...form.getInputProps('total')}
            />
            <Text size="xs" c="dimmed">
              Left empty, there is no cap. Checks of licences are never held up.
            </Text>
            <FormFooter error={form.errors['form']} onCancel={close} submit="Save" pending={set.isPending} />
          </Stack>
        </form>
      </Modal>
    </>
  );
}
