import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import type { LicenseView } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import classes from './license-key.module.css';
import { maskKey } from './mask-key.ts';

/** The key, hidden until someone asks for it. */
export function LicenseKey({ license: { key } }: { license: LicenseView }) {
  const [shown, { toggle }] = useDisclosure(false);
  const label = shown ? 'Hide the key' : 'Show the key';
  return (
    <Group className={classes.root} wrap="nowrap" gap={4}>
      <Text component="code" className={classes.key} data-testid="license-key">
        {shown ? key : maskKey(key)}
      </Text>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" onClick={toggle} aria-label={label} aria-pressed={shown}>
          {shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
        </ActionIcon>
      </Tooltip>
      <CopyButton value={key} label="Copy the key" />
    </Group>
  );
}
