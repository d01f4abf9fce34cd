import { Tooltip } from '@mantine/core';
import { formatDate, formatDateTime, formatInstant, formatRelative } from '../lib/format.ts';
import { useNow } from '../lib/use-now.ts';

type TimeProps = { value: string; as?: 'relative' | 'date' | 'dateTime' };

/** A time, with the exact one in a tooltip. */
export function Time({ value, as = 'relative' }: TimeProps) {
  const now = useNow();
  const text =
    as === 'date'
      ? formatDate(value)
      : as === 'dateTime'
        ? formatDateTime(value)
        : formatRelative(value, now);
  return (
    <Tooltip label={formatInstant(value)}>
      <time dateTime={value}>{text}</time>
    </Tooltip>
  );
}
