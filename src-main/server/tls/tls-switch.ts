import type { Settings } from '../../../shared/settings.ts';
import type { SettingsCabinet } from '../../domain/settings/settings.ts';

/** Whether HTTPS is on, what becomes of HTTP then, and the port; port 0 is any free one. */
export type TlsChoice = { on: boolean; http: Settings['tlsHttp']; port: number };

/** The settings that a choice comes from. */
const settingOf = { on: 'tls', http: 'tlsHttp', port: 'tlsPort' } as const;

/** The choice as it stands: what this run began with, then the settings. */
export type TlsSwitch = ReturnType<typeof createTlsSwitch>;

/** @param forThisRun goes before the settings until the vendor changes one of them */
export function createTlsSwitch(settings: SettingsCabinet, forThisRun: Partial<TlsChoice>) {
  let run = forThisRun;
  return {
    current(): TlsChoice {
      const { tls, tlsHttp, tlsPort } = settings.current();
      return { on: tls === 'on', http: tlsHttp, port: tlsPort, ...run };
    },
    /** Lets changed settings count. @returns a function that takes it back */
    obey(changed: readonly string[]): () => void {
      const before = run;
      run = Object.fromEntries(
        Object.entries(run).filter(([part]) => !changed.includes(settingOf[part as keyof TlsChoice])),
      );
      return () => void (run = before);
    },
  };
}
