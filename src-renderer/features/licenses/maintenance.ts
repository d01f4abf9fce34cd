import type { LicenseView } from '../../../shared/model/views.ts';
import { formatDate } from '../../lib/format.ts';

/** Which releases a licence may have, in a few words. */
export function maintenanceWords({
  maxVersion,
  releasesUntil,
}: Pick<LicenseView, 'maxVersion' | 'releasesUntil'>): string {
  const bounds = [
    ...(maxVersion === null ? [] : [`up to version ${maxVersion}`]),
    ...(releasesUntil === null ? [] : [`published until ${formatDate(releasesUntil)}`]),
  ];
  return bounds.length === 0 ? 'All' : `Those ${bounds.join(', ')}`;
}
