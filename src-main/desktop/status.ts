import type { networkInterfaces } from 'node:os';
import type { DesktopStatus } from '../../shared/desktop.ts';
import { clientAddresses, firewallHint, isForNetwork } from './addresses.ts';
import type { PowerSave } from './power-save.ts';
import type { Preferences } from './preferences.ts';
import type { ServerWorker } from './server-worker.ts';

type Parts = {
  server: Pick<ServerWorker, 'state' | 'problem' | 'report'>;
  preferences: Pick<Preferences, 'lan' | 'port' | 'keepAwake'>;
  power: Pick<PowerSave, 'active' | 'slept'>;
  /** Why the keychain cannot be used. */
  keychainUnusable: string | null;
  dataFolder: string;
  platform: NodeJS.Platform;
  interfaces: ReturnType<typeof networkInterfaces>;
};

/** All that the window shows of the app itself. */
export function desktopStatus(parts: Parts): DesktopStatus {
  const { server, preferences, power, platform } = parts;
  const report = server.report();
  const port = report?.bound?.port ?? preferences.port;
  const lan = report?.bound ? isForNetwork(report.bound) : preferences.lan;
  const hint = lan ? firewallHint(platform, report?.offers[0]?.port ?? port) : null;
  return {
    state: server.state(),
    problem: server.problem(),
    platform: platform === 'win32' ? 'windows' : platform === 'darwin' ? 'mac' : 'linux',
    dataFolder: parts.dataFolder,
    network: {
      lan,
      port,
      addresses: clientAddresses(report?.offers ?? [], parts.interfaces),
      firewallHint: hint?.text ?? null,
      firewallLink: hint?.link ?? null,
    },
    keySlot: {
      kind: report?.slot ?? null,
      keyFile: report?.keyFile ?? false,
      reason: report?.slot === 'file' ? parts.keychainUnusable : null,
    },
    power: { keepAwake: preferences.keepAwake, active: power.active(), slept: power.slept() },
  };
}
