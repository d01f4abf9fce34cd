import { Badge } from '@mantine/core';
import type { ReleaseView } from '../../../shared/model/views.ts';
import { releaseStatusWords } from '../../lib/words.ts';

/** The status of a release, or that it is withdrawn. */
export function ReleaseStanding({ release: { status, withdrawnAt } }: { release: ReleaseView }) {
  if (withdrawnAt !== null)
    return (
      <Badge variant="light" color="red">
        Withdrawn
      </Badge>
    );
  return (
    <Badge variant="light" color={releaseStatusWords[status].color}>
      {releaseStatusWords[status].label}
    </Badge>
  );
}
