import { Group, Text } from '@mantine/core';
import { CopyButton } from './copy-button.tsx';
import classes from './copy-line.module.css';

type CopyLineProps = {
  value: string;
  /** What the button copies, e.g. `Copy the vendor id`. */
  label: string;
  /** What is copied where it differs from what is shown. */
  copy?: string | (() => Promise<string>);
  /** Shows all of a long value on several lines. */
  wrap?: boolean;
};

/** Something to copy, in a box of its own: an address, an id, a line for a shell. */
export function CopyLine({ value, label, copy = value, wrap = false }: CopyLineProps) {
  return (
    <Group className={classes.root} wrap="nowrap" gap={4} align={wrap ? 'flex-start' : 'center'}>
      <Text
        component="code"
        className={classes.value}
        data-wrap={wrap || undefined}
        title={wrap ? undefined : value}
      >
        {value}
      </Text>
      <CopyButton value={copy} label={label} />
    </Group>
  );
}
