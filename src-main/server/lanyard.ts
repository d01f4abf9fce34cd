import type { Area } from '../../shared/contract.ts';
import { openVendorKey, type VendorSigner } from '../crypto/vendor-keys.ts';
import type { Core } from '../domain/core.ts';
import { openBlacklist } from '../domain/blacklist/blacklist.ts';
import { signingKey } from '../domain/updates/feed-key.ts';
import { openSettings } from '../domain/settings/settings.ts';
import { initVendor } from '../domain/vendor/init-vendor.ts';
import { openBackOffice } from '../files/back-office.ts';
import { type LaunchCopy, openCopies } from '../files/copies.ts';
import { openFileFacts } from '../files/file-facts.ts';
import { launchCopyFrom } from '../files/launch-copy.ts';
import { openQuarantine } from '../files/quarantine.ts';
import { openReleaseBytes } from '../files/release-bytes.ts';
import { createDispatch } from '../ipc/dispatch.ts';
import { createEvents } from '../ipc/events.ts';
import { createHandlers } from '../ipc/handlers/index.ts';
import { preparePackages } from './prepare-packages.ts';
import { presentDownload } from '../ipc/presenters.ts';
import { databaseProblem } from '../storage/database.ts';
import { fileSlot, fileSlotPath, type KeySlot } from '../storage/key-slots.ts';
import { createAlerts } from './alerts.ts';
import { createByteAlert, createByteNotes, createByteWatch } from './byte-watch.ts';
import { sinceBoot } from './clock.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { isDamage, tellDamage } from './database-check.ts';
import { tellBadSettings, tellOpenPaths, tellQuarantine } from './folder-alerts.ts';
import { createLogWriter } from './log-writer.ts';
import { createLogger, type Logger } from './logger.ts';
import { openCertificates } from './tls/certificates.ts';
import { type Machine, thisMachine } from './tls/machine.ts';
import { createTls, type Transport } from './tls/tls-service.ts';
import { createTlsSwitch, type TlsChoice } from './tls/tls-switch.ts';
import { logUncaught } from './unexpected.ts';

export type LanyardOptions = {
  /** The data folder; created where it is missing, filled where it is empty. */
  folder: string;
  /** Refuses a folder without a Lanyard instead of making one there. */
  mustExist?: boolean;
  /** Where the master key may lie, in order of preference; default: a file in the data folder. */
  keySlots?: readonly KeySlot[];
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds of a clock that nobody sets: what durations are measured by. */
  monotonic?: () => number;
  /** The built file of the back-office worker; default: beside this program. */
  backOfficeEntry?: URL;
  /** How a process that copies is started; default: as a child of this one, from the file beside this program. */
  launchCopy?: LaunchCopy;
  /** For this run only, before the setting of the same name. */
  publicUrl?: string;
  /** For this run only, until the vendor changes the settings of HTTPS. */
  tls?: Partial<TlsChoice>;
  /** How long feeds wait for what is computed of a file, in milliseconds; default: as long as their clients do. */
  factPatienceMs?: number;
  /** What this machine is called; default: what the system says. */
  machine?: () => Machine;
  /** How long a request waits for the check of a file that changed on the disk, in milliseconds; default: 45 seconds. */
  checkPatienceMs?: number;
};

/** An open data folder with everything that works on it, but no network. */
export type Lanyard = Awaited<ReturnType<typeof openLanyard>>;

/**
 * Opens a data folder for this process alone. A new folder gets a vendor with a key pair of its own.
 * @throws {DataFolderError} which says what is wrong and what to do
 */
export async function openLanyard(options: LanyardOptions) {
  const { folder, now = Date.now } = options;
  const slots = options.keySlots ?? [fileSlot(fileSlotPath(folder))];
  const data = await openDataFolder(folder, slots, options.mustExist);
  const logger = createLogger(folder, now);
  const forgetLogger = logUncaught(logger);
  const giveBack = () => {
    forgetLogger();
    data.close();
  };
  try {
    return await equip({ ...data, close: giveBack }, logger, options, now);
  } catch (error) {
    logger.error('the data folder could not be opened', { error });
    giveBack();
    throw databaseProblem(error, folder);
  }
}

/** Puts everything that works on a data folder together. */
async function equip(data: DataFolder, written: Logger, options: LanyardOptions, now: () => number) {
  const { folder, store } = data;
  /** Whatever fails is logged: here damage of the database is noticed that a query met. */
  const logger: Logger = {
    ...written,
    error(message, fields = {}): void {
      written.error(message, fields);
      if (isDamage(fields['error']))
        tellDamage(alerts, `a query failed: ${(fields['error'] as Error).message}`);
    },
  };
  const events = createEvents();
  const changed = (areas: readonly Area[]): void => {
    events.changed(areas);
    if (areas.includes('releases')) preparePackages(store, facts);
  };
  const alerts = createAlerts(now, (alert) => {
    if (alert) logger.warn(alert.message, { alert: alert.id });
    events.changed(['alerts']);
  });
  const core: Core = {
    store,
    settings: openSettings(store, tellBadSettings(alerts)),
    blacklist: openBlacklist(store),
    now,
    changed,
  };
  tellOpenPaths(alerts, data.open);
  if (!store.vendor.get()) await initVendor(core, {});

  const startBackOffice = () =>
    openBackOffice(options.backOfficeEntry ?? new URL('./back-office.js', import.meta.url), folder, (error) =>
      logger.error('the back office crashed', { error }),
    );
  const backOffice = startBackOffice();
  const copies = openCopies(
    options.launchCopy ?? launchCopyFrom(new URL('./copy-process.js', import.meta.url)),
  );
  const named = (sha256: string) => store.releaseFiles.named(sha256);
  const quarantine = openQuarantine(
    folder,
    () => Math.max(now(), store.clock.get()?.newest ?? 0), // a clock that is behind gives nothing too early a day
    named,
    (path) => backOffice.run('digestFile', { path }),
    async () => tellQuarantine(alerts, await quarantine.list()),
    (error) => logger.error('a folder of the quarantine cannot be read', { error }),
  );
  tellQuarantine(alerts, await quarantine.list());
  const tellOfBytes = createByteAlert(core, alerts);
  const notes = createByteNotes(core, () => {
    tellOfBytes();
    events.changed(['releases']);
  });
  const bytes = openReleaseBytes(folder, backOffice, copies, named, quarantine, {
    notes,
    patienceMs: options.checkPatienceMs,
  });

  const facts = openFileFacts({
    bytes,
    backOffice,
    stored: store.fileFacts,
    save: (...fact) => store.bookkeep(() => store.fileFacts.put(...fact)),
    signingKey: () => signingKey(core),
    onError: (error) => logger.error('a fact of a file could not be computed', { error }),
    patienceMs: options.factPatienceMs,
  });

  tellOfBytes(); // what was known when the server stopped
  const byteWatch = createByteWatch(core, bytes, tellOfBytes, (error) =>
    logger.error('release bytes could not be checked', { error }),
  );

  const logs = createLogWriter(
    store,
    (rows) => events.emit('downloads', rows.map(presentDownload)),
    (error) => logger.error('log rows could not be written', { error }),
  );

  const publicUrl = () => options.publicUrl ?? core.settings.current().publicUrl;
  const certificates = openCertificates(core, options.machine ?? thisMachine, publicUrl);
  const tlsSwitch = createTlsSwitch(core.settings, options.tls ?? {});
  const transport: Transport = { apply: null, show: null, https: () => null, shown: () => null };

  let signer: Promise<VendorSigner> | undefined;
  const lanyard = {
    folder,
    core,
    bytes,
    quarantine,
    byteWatch,
    facts,
    backOffice,
    /** Starts another thread like it, for what would hold it up; whoever does closes it. */
    startBackOffice,
    events,
    logs,
    logger,
    alerts,
    monotonic: options.monotonic ?? sinceBoot,
    publicUrl,
    certificates,
    tlsSwitch,
    /** HTTPS as the vendor sees it. */
    tls: createTls(core, certificates, tlsSwitch, transport),
    /** Set by whoever listens: what moves where the API listens. */
    transport,
    startedAt: now(),
    /** The vendor's private key, ready for use. */
    signer: () => (signer ??= openVendorKey(store.vendor.privateKey())),
    /** Has the private key read again, after the vendor changed it. */
    forgetSigner: () => void (signer = undefined),
    /** Set by whoever listens: base URLs for people. */
    listening: { api: null as string | null, console: null as string | null },
    /** Makes a link that logs in to the console once; set by whoever serves one. */
    consoleLink: { make: null as (() => string) | null },
  };
  const dispatch = createDispatch(createHandlers(lanyard), {
    onChanged: changed,
    onFault: (error, channel) => logger.error('a call failed', { channel, error }),
  });
  return {
    ...lanyard,
    dispatch,
    /** Writes what waits and gives the folder back. */
    async close(): Promise<void> {
      try {
        logs.flush();
        events.flush();
        facts.close();
        copies.close();
        await backOffice.close();
      } finally {
        data.close();
      }
    },
  };
}
