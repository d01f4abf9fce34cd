import { newSession } from '../../support/lukittu-client.ts';
import type { ClientCode } from './client-codes.ts';
import { type Desk, KEY, NOWHERE, OTHER_KEY } from './desk.ts';

const WRONG_TOKEN = 'f'.repeat(64);

/** How a request is refused for this, or why none ever is. */
type Way = ((at: Desk) => Promise<Response>) | string;
type Ways = Record<ClientCode, Way>;

const then =
  (arrange: (at: Desk) => Promise<unknown>, ask: (at: Desk) => Promise<Response>): Way =>
  async (at) => {
    await arrange(at);
    return ask(at);
  };
const list = (type: 'IP_ADDRESS' | 'COUNTRY' | 'HARDWARE_IDENTIFIER', value: string) => (at: Desk) =>
  at.call('blacklist.add', { type, value });
const state = (channel: 'licenses.suspend' | 'licenses.revoke') => (at: Desk) =>
  at.call(channel, { license: KEY });
const reserved = (at: Desk) => at.release('1.0.0', { licenses: [OTHER_KEY] });
const tooNew = async (at: Desk) => {
  await at.changeKey({ maxVersion: '0.9' });
  return at.release('1.0.0');
};
const shelved = (status: 'ARCHIVED' | 'DRAFT') => (at: Desk) =>
  at.release('1.0.0', { status, latest: false });

/** Cryptlex's download of a release that is there. */
const published = async (at: Desk) => at.file((await at.release('1.0.0')).file.id);

const NO_TOKENS = 'its clients have no access tokens';
const NO_DEVICES = 'its requests name no device';
const NO_FEED_KEY = 'only feeds are signed with it';
const NO_SEATS = 'its downloads take no seat';
const NO_CUSTOMERS = 'its requests name no customer';
const NO_VENDOR = 'its addresses name no vendor';
const NO_SESSIONS = 'it has no session keys';
const NO_API_KEYS = 'it has nothing for the vendor';
const ONLY_NEWEST = 'it offers the newest release only, and passes over such a one';
const NO_IDS = 'its clients name no id of a release';
const BRANCH_ONLY = 'a line without releases has nothing published';

/** Every refusal of a client in every dialect: how a request meets it, or why none can. */
export const ways: Record<'lukittu' | 'cryptlex' | 'licensedock' | 'feeds', Ways> = {
  lukittu: {
    address_blacklisted: then(
      async (at) => [await at.release('1.0.0'), await list('IP_ADDRESS', '192.0.2.0/24')(at)],
      (at) => at.classloader(),
    ),
    country_blacklisted: then(
      async (at) => [await at.release('1.0.0'), await list('COUNTRY', 'DEU')(at)],
      (at) => at.classloader(),
    ),
    device_blacklisted: then(
      async (at) => [await at.release('1.0.0'), await list('HARDWARE_IDENTIFIER', 'device-0001')(at)],
      (at) => at.classloader(),
    ),
    rate_limited: then(
      async (at) => [
        await at.call('settings.set', { key: 'clientRateLimit', value: 1 }),
        await at.classloader(),
      ],
      (at) => at.classloader(),
    ),
    credentials_missing: 'a request without a key is malformed',
    license_not_found: (at) => at.classloader({ licenseKey: KEY.replace('A', 'B') }),
    access_token_invalid: NO_TOKENS,
    api_key_invalid: (at) => at.dev('nonsense'),
    scope_missing: async (at) => at.dev(await at.keyWith('statistics:read')),
    vendor_not_found: (at) => at.strangeTeam(),
    license_suspended: then(
      async (at) => [await at.release('1.0.0'), await state('licenses.suspend')(at)],
      (at) => at.classloader(),
    ),
    license_revoked: then(
      async (at) => [await at.release('1.0.0'), await state('licenses.revoke')(at)],
      (at) => at.classloader(),
    ),
    license_expired: then(
      async (at) => [await at.release('1.0.0'), await at.expire()],
      (at) => at.classloader(),
    ),
    product_not_found: (at) => at.classloader({ productId: NOWHERE }),
    product_not_licensed: (at) => at.classloader({ productId: at.other.id }),
    customer_not_licensed: then(
      (at) => at.release('1.0.0'),
      (at) => at.classloader({ customerId: NOWHERE }),
    ),
    device_not_activated: 'a device takes its seat with the request',
    seat_limit_reached: then(
      async (at) => [await at.release('1.0.0'), await at.verify('device-0002')],
      (at) => at.classloader(),
    ),
    address_limit_reached: then(
      async (at) => [
        await at.release('1.0.0'),
        await at.changeKey({ ipLimit: 1 }),
        await at.verify('device-0001', '192.0.2.8'),
      ],
      (at) => at.classloader(),
    ),
    branch_not_found: (at) => at.classloader({ branch: 'nowhere' }),
    branch_empty: (at) => at.classloader({ branch: 'empty' }),
    release_id_invalid: NO_IDS,
    release_not_found: (at) => at.classloader({ version: '9.9.9' }),
    release_archived: then(shelved('ARCHIVED'), (at) => at.classloader({ version: '1.0.0' })),
    release_draft: then(shelved('DRAFT'), (at) => at.classloader({ version: '1.0.0' })),
    release_withdrawn: then(
      (at) => at.withdrawn(),
      (at) => at.classloader({ version: '1.0.0' }),
    ),
    release_beyond_maintenance: then(tooNew, (at) => at.classloader({ version: '1.0.0' })),
    release_not_allowed: then(reserved, (at) => at.classloader({ version: '1.0.0' })),
    nothing_published: 'a line without a latest release has no such release',
    feed_key_missing: NO_FEED_KEY,
    file_ambiguous: then(
      (at) => at.two(),
      (at) => at.classloader({ version: '1.0.0' }),
    ),
    file_missing: then(
      async (at) => at.lose((await at.release('1.0.0')).file),
      (at) => at.classloader(),
    ),
    file_unchecked: then(
      (at) => at.touched(),
      (at) => at.classloader(),
    ),
    disk_full: then(
      async (at) => [await at.release('1.0.0'), await at.startOnFullDisk()],
      (at) => at.classloader(),
    ),
    session_key_invalid: (at) =>
      at.classloader({}, { secret: Buffer.alloc(0), sessionKey: 'ab'.repeat(256) }),
    session_key_reused: async (at) => {
      await at.release('1.0.0');
      const session = newSession(at.client.publicKey);
      await (await at.classloader({}, session)).arrayBuffer();
      return at.classloader({}, session);
    },
  },
  cryptlex: {
    address_blacklisted: then(list('IP_ADDRESS', '192.0.2.0/24'), (at) => at.file(NOWHERE)),
    country_blacklisted: then(list('COUNTRY', 'DEU'), (at) => at.file(NOWHERE)),
    device_blacklisted: NO_DEVICES,
    rate_limited: async (at) => {
      for (let requests = 0; requests < 300; requests += 1) await at.latest();
      return at.latest();
    },
    credentials_missing: (at) => at.file(NOWHERE, ''),
    license_not_found: (at) => at.file(NOWHERE, 'NOPE'),
    access_token_invalid: (at) => at.get(`/v3/${NOWHERE}`, { Authorization: `Bearer ${WRONG_TOKEN}` }),
    api_key_invalid: (at) => at.get('/v3/releases', { Authorization: `Bearer ${WRONG_TOKEN}` }),
    scope_missing: async (at) =>
      at.get('/v3/releases', { Authorization: `Bearer ${await at.keyWith('statistics:read')}` }),
    vendor_not_found: NO_VENDOR,
    license_suspended: then(state('licenses.suspend'), published),
    license_revoked: then(state('licenses.revoke'), published),
    license_expired: then((at) => at.expire(), published),
    product_not_found: (at) => at.latest({ productId: NOWHERE }),
    product_not_licensed: async (at) => at.file((await at.release('1.0.0', { product: '8' })).file.id),
    customer_not_licensed: NO_CUSTOMERS,
    device_not_activated: NO_DEVICES,
    seat_limit_reached: NO_SEATS,
    address_limit_reached: 'it does not count addresses',
    branch_not_found: 'an unknown channel has nothing published',
    branch_empty: BRANCH_ONLY,
    release_id_invalid: (at) => at.file('nonsense'),
    release_not_found: (at) => at.file(NOWHERE),
    release_archived: async (at) => at.file((await shelved('ARCHIVED')(at)).file.id),
    release_draft: async (at) => at.file((await shelved('DRAFT')(at)).file.id),
    release_withdrawn: async (at) => at.file((await at.withdrawn()).file.id),
    release_beyond_maintenance: async (at) => at.file((await tooNew(at)).file.id),
    release_not_allowed: async (at) => at.file((await reserved(at)).file.id),
    nothing_published: (at) => at.latest(),
    feed_key_missing: NO_FEED_KEY,
    file_ambiguous: async (at) => at.file((await at.two()).id),
    file_missing: async (at) => {
      const { file } = await at.release('1.0.0');
      await at.lose(file);
      return at.file(file.id);
    },
    file_unchecked: async (at) => at.file((await at.touched()).file.id),
    disk_full: async (at) => {
      const { file } = await at.release('1.0.0');
      await at.startOnFullDisk();
      return at.file(file.id);
    },
    session_key_invalid: NO_SESSIONS,
    session_key_reused: NO_SESSIONS,
  },
  licensedock: {
    address_blacklisted: then(list('IP_ADDRESS', '192.0.2.0/24'), (at) => at.dock()),
    country_blacklisted: then(list('COUNTRY', 'DEU'), (at) => at.dock()),
    device_blacklisted: 'an identifier of LicenseDock is no hardware identifier',
    rate_limited: async (at) => {
      for (let requests = 0; requests < 60; requests += 1) await at.dock();
      return at.dock();
    },
    credentials_missing: (at) => at.dock('', 7, ''),
    license_not_found: (at) => at.dock('', 7, 'NOPE'),
    access_token_invalid: NO_TOKENS,
    api_key_invalid: NO_API_KEYS,
    scope_missing: NO_API_KEYS,
    vendor_not_found: NO_VENDOR,
    license_suspended: then(state('licenses.suspend'), (at) => at.dock()),
    license_revoked: then(state('licenses.revoke'), (at) => at.dock()),
    license_expired: then(
      (at) => at.expire(),
      (at) => at.dock(),
    ),
    product_not_found: (at) => at.dock('', 99),
    product_not_licensed: (at) => at.dock('', 8),
    customer_not_licensed: NO_CUSTOMERS,
    device_not_activated: (at) => at.dock('&identifier=example.org'),
    seat_limit_reached: async (at) => {
      await at.verify('device-0001');
      return at.activate('b.example');
    },
    address_limit_reached: 'it does not count addresses',
    branch_not_found: 'it knows no branches',
    branch_empty: 'it knows no branches',
    release_id_invalid: NO_IDS,
    release_not_found: ONLY_NEWEST,
    release_archived: ONLY_NEWEST,
    release_draft: ONLY_NEWEST,
    release_withdrawn: ONLY_NEWEST,
    release_beyond_maintenance: then(tooNew, (at) => at.dock()),
    release_not_allowed: ONLY_NEWEST,
    nothing_published: (at) => at.dock(),
    feed_key_missing: NO_FEED_KEY,
    file_ambiguous: then(
      (at) => at.two(),
      (at) => at.dock(),
    ),
    file_missing: then(
      async (at) => at.lose((await at.release('1.0.0')).file),
      (at) => at.dock(),
    ),
    file_unchecked: then(
      (at) => at.touched(),
      (at) => at.dock(),
    ),
    disk_full: then(
      (at) => at.startOnFullDisk(),
      (at) => at.activate('a.example'),
    ),
    session_key_invalid: NO_SESSIONS,
    session_key_reused: NO_SESSIONS,
  },
  feeds: {
    address_blacklisted: then(list('IP_ADDRESS', '192.0.2.0/24'), (at) => at.feed('feed.json')),
    country_blacklisted: then(list('COUNTRY', 'DEU'), (at) => at.feed('a.zip')),
    device_blacklisted: NO_DEVICES,
    rate_limited: 'updaters ask rarely, and a page of many files is no abuse',
    credentials_missing: (at) => at.feed('latest.yml', ''),
    license_not_found: (at) => at.feed('latest.yml', 'NOPE'),
    access_token_invalid: (at) =>
      at.get('/feeds/7/stable/latest.yml', { Authorization: `Bearer ${WRONG_TOKEN}` }),
    api_key_invalid: NO_API_KEYS,
    scope_missing: NO_API_KEYS,
    vendor_not_found: NO_VENDOR,
    license_suspended: then(state('licenses.suspend'), (at) => at.feed('latest.yml')),
    license_revoked: then(state('licenses.revoke'), (at) => at.feed('app.zip')),
    license_expired: then(
      (at) => at.expire(),
      (at) => at.feed('appcast.xml'),
    ),
    product_not_found: (at) => at.feed('latest.yml', KEY, '99/stable'),
    product_not_licensed: (at) => at.feed('latest.yml', KEY, '8/stable'),
    customer_not_licensed: NO_CUSTOMERS,
    device_not_activated: NO_DEVICES,
    seat_limit_reached: NO_SEATS,
    address_limit_reached: 'it does not count addresses',
    branch_not_found: (at) => at.feed('latest.yml', KEY, '7/nowhere'),
    branch_empty: BRANCH_ONLY,
    release_id_invalid: NO_IDS,
    release_not_found: (at) => at.feed('9.9.9/app.zip'),
    release_archived: then(shelved('ARCHIVED'), (at) => at.feed('1.0.0/app.zip')),
    release_draft: then(shelved('DRAFT'), (at) => at.feed('1.0.0/app.zip')),
    release_withdrawn: then(
      (at) => at.withdrawn(),
      (at) => at.feed('1.0.0/app.zip'),
    ),
    release_beyond_maintenance: then(tooNew, (at) => at.feed('1.0.0/app.zip')),
    release_not_allowed: then(reserved, (at) => at.feed('1.0.0/app.zip')),
    nothing_published: (at) => at.feed('SHA256SUMS'),
    feed_key_missing: then(
      (at) => at.release('1.0.0'),
      (at) => at.feed('SHA256SUMS.minisig'),
    ),
    file_ambiguous: 'a file is named, and where two have the name the any-platform one is meant',
    file_missing: then(
      async (at) => at.lose((await at.release('1.0.0')).file),
      (at) => at.feed('1.0.0/app.zip'),
    ),
    file_unchecked: then(
      (at) => at.touched(),
      (at) => at.feed('1.0.0/app.zip'),
    ),
    disk_full: then(
      async (at) => [await at.release('1.0.0'), await at.startOnFullDisk()],
      (at) => at.feed('1.0.0/app.zip'),
    ),
    session_key_invalid: NO_SESSIONS,
    session_key_reused: NO_SESSIONS,
  },
};
