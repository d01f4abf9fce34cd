import { Badge } from '@mantine/core';
import type { LicenseStatus } from '../../../shared/model/enums.ts';
import { licenseStatusWords } from '../../lib/words.ts';

/** How a licence stands, in a word. */
export function LicenseStatusBadge({ status }: { status: LicenseStatus }) {
  const { label, color } = licenseStatusWords[status];
  return (
    <Badge variant="light" color={color}>
      {label}
    </Badge>
  );
}
