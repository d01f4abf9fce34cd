import { Badge } from '@mantine/core';
import type { FileDamage } from '../../../shared/model/enums.ts';
import { damageWords } from '../../lib/words.ts';

/** Says that clients are not given a file. */
export function DamageBadge({ damage }: { damage: FileDamage }) {
  return (
    <Badge size="sm" variant="light" color="red" style={{ flexShrink: 0 }}>
      {damageWords[damage]}
    </Badge>
  );
}
