import { Badge, Tooltip } from '@mantine/core';
import type { DownloadOutcome } from '../../../shared/model/enums.ts';
import { outcomeWords } from '../../lib/words.ts';

/** How an attempt ended, in a word. */
export function OutcomeBadge({ outcome }: { outcome: DownloadOutcome }) {
  const { label, color, help } = outcomeWords[outcome];
  return (
    <Tooltip label={help}>
      <Badge variant="light" color={color}>
        {label}
      </Badge>
    </Tooltip>
  );
}
