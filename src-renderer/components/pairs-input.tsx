import {
  ActionIcon,
  Button,
  Group,
  Input,
  type MantineSpacing,
  Stack,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconLock, IconLockOpen, IconPlus, IconX } from '@tabler/icons-react';
import { limits } from '../../shared/limits.ts';
import type { Pair } from '../lib/pairs.ts';

type PairsInputProps = {
  value: readonly Pair[];
  onChange: (pairs: Pair[]) => void;
  error?: React.ReactNode;
  /** What it is for here. */
  description?: string;
  mt?: MantineSpacing;
};

/** Metadata: lines of a key and a value, each with a lock that clients are told of. */
export function PairsInput({ value: pairs, onChange, error, description, mt = 0 }: PairsInputProps) {
  const edit = (at: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair)));
  return (
    <Input.Wrapper label="Metadata" labelElement="div" error={error} description={description} mt={mt}>
      <Stack gap={6} mt={description ? 6 : 2}>
        {pairs.map(({ key, value, locked }, at) => (
          <Group key={at} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={`Key ${at + 1}`}
              placeholder="Key"
              dir="auto"
              maxLength={limits.nameLength}
              value={key}
              onChange={({ currentTarget }) => edit(at, { key: currentTarget.value })}
              flex={2}
            />
            <TextInput
              aria-label={`Value ${at + 1}`}
              placeholder="Value"
              dir="auto"
              maxLength={limits.nameLength}
              value={value}
              onChange={({ currentTarget }) => edit(at, { value: currentTarget.value })}
              flex={3}
            />
            <Tooltip label={locked ? 'Locked: clients are told not to change it' : 'Not locked'}>
              <ActionIcon
                variant={locked ? 'light' : 'subtle'}
                {...(!locked && { color: 'gray' })}
                aria-label={`Lock pair ${at + 1}`}
                aria-pressed={locked}
                onClick={() => edit(at, { locked: !locked })}
              >
                {locked ? <IconLock size={18} /> : <IconLockOpen size={18} />}
              </ActionIcon>
            </Tooltip>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove pair ${at + 1}`}
              onClick={() => onChange(pairs.filter((_, index) => index !== at))}
            >
              <IconX size={18} />
            </ActionIcon>
          </Group>
        ))}
        {pairs.length < limits.metadataRows && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={16} />}
            onClick={() => onChange([...pairs, { key: '', value: '', locked: false }])}
            style={{ alignSelf: 'flex-start' }}
          >
            Add metadata
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
