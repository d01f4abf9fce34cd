import type { LicenseView } from '../../../shared/model/views.ts';
import { toCsv } from '../../lib/csv.ts';

/** Licences as a table for a spreadsheet, keys and all. */
export const licensesCsv = (licenses: readonly LicenseView[]): string =>
  toCsv([
    ['key', 'products', 'customers', 'expires', 'days', 'seats', 'ip limit', 'id', 'created'],
    ...licenses.map((license) => [
      license.key,
      license.products.map(({ name }) => name).join('; '),
      license.customers.map(({ name }) => name).join('; '),
      license.expirationDate ?? '',
      license.expirationDays === null ? '' : String(license.expirationDays),
      license.seats === null ? '' : String(license.seats),
      license.ipLimit === null ? '' : String(license.ipLimit),
      license.id,
      license.createdAt,
    ]),
  ]);
