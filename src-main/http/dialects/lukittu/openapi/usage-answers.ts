import { z } from 'zod';

const id = z.guid();
const time = z.iso.datetime({ precision: 3 });

const seat = {
  id,
  forgotten: z.boolean(),
  forgottenAt: time.nullable(),
  licenseId: id,
  teamId: id,
  lastSeenAt: time,
  createdAt: time,
  updatedAt: time,
  status: z.enum(['active', 'inactive', 'forgotten']),
};

/** A hardware identifier of a licence. */
export const Hwid = z.strictObject({ ...seat, hwid: z.string(), identifier: z.string() });

/** An IP address of a licence. */
export const IpAddress = z.strictObject({
  ...seat,
  ip: z.string(),
  address: z.string(),
  country: z.string().nullable(),
  alpha2: z.string().nullable(),
  alpha3: z.string().nullable(),
});

const count = z.int().min(0);

/** How the server was used. */
export const Statistics = z.strictObject({
  overview: z.strictObject({
    totalLicenses: count,
    totalCustomers: count,
    totalProducts: count,
    activeLicenses: count,
    totalRequests: count,
  }),
  requests: z.strictObject({
    total: count,
    successful: count,
    failed: count,
    successRate: z.number().min(0).max(100),
    byType: z.strictObject({ VERIFY: count, HEARTBEAT: count, DOWNLOAD: count }),
  }),
  topCountries: z.array(z.never()),
  topProducts: z.array(z.strictObject({ id, name: z.string(), licenses: count })),
  recentActivity: z.strictObject({ last24h: count, last7d: count, last30d: count }),
});

/** Those that are shown under their own names. */
export const usageSchemas = { Hwid, IpAddress, Statistics };
