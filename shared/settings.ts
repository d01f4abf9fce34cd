import { z } from 'zod';
import { limits } from './limits.ts';
import { ReturnedField } from './model/enums.ts';
import { webUrl } from './web-url.ts';

/** Letters, digits and hyphens: what every client takes in a certificate. */
const dnsName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

const addresses = z.array(
  z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be an address or a CIDR range'),
);
const bytesPerSecond = z.int().min(1024).nullable();
const minutes = z.int().min(1).max(259_200).nullable();

/** Every setting with its schema, its default and a line of help. */
export const settingDefinitions = {
  publicUrl: {
    schema: webUrl.nullable(),
    default: null as string | null,
    description:
      'base URL that answers to clients carry, e.g. http://releases.local:7420; null = the Host they used',
  },
  trustedProxies: {
    schema: addresses,
    default: [] as string[],
    description:
      'addresses and CIDR ranges of reverse proxies whose X-Forwarded-For, X-Forwarded-Proto and CF-IPCountry are believed',
  },
  tls: {
    schema: z.enum(['off', 'on']),
    default: 'off' as 'off' | 'on',
    description: 'HTTPS, for clients and for the console',
  },
  tlsHttp: {
    schema: z.enum(['beside', 'redirect', 'off']),
    default: 'beside' as 'beside' | 'redirect' | 'off',
    description:
      'what becomes of HTTP while HTTPS is on: it answers as before, sends clients to HTTPS, or is off',
  },
  tlsPort: {
    schema: z.int().min(1).max(65_535),
    default: limits.tlsPort as number,
    description: 'port of HTTPS',
  },
  tlsCertificate: {
    schema: z.enum(['local', 'own']),
    default: 'local' as 'local' | 'own',
    description: "the certificate of HTTPS: issued by Lanyard's own CA, or the one that the vendor gave",
  },
  tlsNames: {
    schema: z
      .array(z.string().toLowerCase().max(253).regex(dnsName, 'must be a DNS name, e.g. releases.local'))
      .max(50),
    default: [] as string[],
    description: 'more DNS names of this machine, for the certificate; set them before the CA is made',
  },
  uploadLimit: {
    schema: z.int().min(1024),
    default: limits.uploadLimit,
    description: 'largest release file in bytes',
  },
  clientRateLimit: {
    schema: z.int().min(1).max(1_000_000),
    default: 30 as number,
    description: 'checks and classloader downloads per address and minute (Lukittu)',
  },
  rateLimitExempt: {
    schema: addresses,
    default: [] as string[],
    description: 'addresses and CIDR ranges of clients that no limit of requests holds back',
  },
  returnedFields: {
    schema: z.array(ReturnedField).max(100),
    default: [] as ReturnedField[],
    description:
      'what a check tells of the licence (Lukittu), e.g. license.expirationDate, customers.email, products.latestRelease, license.metadata.KEY',
  },
  bandwidthPerClient: {
    schema: bytesPerSecond,
    default: null as number | null,
    description: 'bytes per second that the downloads of one address get together; null = no cap',
  },
  bandwidthTotal: {
    schema: bytesPerSecond,
    default: null as number | null,
    description: 'bytes per second that all downloads get together; null = no cap',
  },
  strictProducts: {
    schema: z.boolean(),
    default: false as boolean,
    description: 'a licence with products is only good for a client that names one of them (Lukittu)',
  },
  strictCustomers: {
    schema: z.boolean(),
    default: false as boolean,
    description: 'a licence with customers is only good for a client that names one of them (Lukittu)',
  },
  strictReleases: {
    schema: z.boolean(),
    default: false as boolean,
    description: 'a client of a product with published releases must name its version (Lukittu)',
  },
  hwidTimeout: {
    schema: minutes,
    default: null as number | null,
    description: 'minutes after which a hardware identifier not seen gives its seat back; null = never',
  },
  ipTimeout: {
    schema: minutes,
    default: null as number | null,
    description: 'minutes after which an address not seen no longer counts; null = never',
  },
  logDays: {
    schema: z.int().min(1).max(3_650).nullable(),
    default: 90 as number | null,
    description: 'days after which rows of the logs are deleted; null = never',
  },
} as const;

export type SettingKey = keyof typeof settingDefinitions;
export type Settings = { [K in SettingKey]: (typeof settingDefinitions)[K]['default'] };
