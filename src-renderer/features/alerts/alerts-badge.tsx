import { Badge } from '@mantine/core';
import { useChannel } from '../../api/use-channel.ts';
import { formatCount } from '../../lib/format.ts';

/** How many things need attention, beside the page that lists them. */
export function AlertsBadge() {
  const { data = [] } = useChannel('alerts.list', {});
  if (data.length === 0) return null;
  const isWrong = data.some(({ level }) => level === 'wrong');
  return (
    <Badge
      circle
      color={isWrong ? 'red.9' : 'yellow'}
      aria-label={`${formatCount(data.length, 'thing')} to attend to`}
      role="img"
    >
      {data.length}
    </Badge>
  );
}
