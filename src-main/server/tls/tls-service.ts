import type { SettingKey } from '../../../shared/settings.ts';
import { type CertificateView, type TlsStatus, validityAt } from '../../../shared/model/tls.ts';
import { type CertificateFacts, readCertificate } from '../../crypto/certificates.ts';
import type { Core } from '../../domain/core.ts';
import type { Certificates, Identity, OwnInput } from './certificates.ts';
import { urlsFor } from './client-urls.ts';
import type { TlsChoice, TlsSwitch } from './tls-switch.ts';

/** What only a server that listens can do; without one there is nothing to move. */
export type Transport = {
  /** Listens as the settings say now. @throws {Refusal} when it cannot; it then listens as before */
  apply: (() => Promise<void>) | null;
  /** Shows the certificate that the settings say now. @throws {Refusal} when there is none */
  show: (() => Promise<unknown>) | null;
  /** Where HTTPS listens. */
  https: () => { host: string; port: number } | null;
  /** The certificate that it shows. */
  shown: () => Identity | null;
};

/** Settings that decide where it listens. */
const moving: readonly string[] = ['tls', 'tlsHttp', 'tlsPort'] satisfies SettingKey[];
/** Settings that decide which certificate it shows. */
const showing: readonly string[] = ['tlsCertificate', 'tlsNames', 'publicUrl'] satisfies SettingKey[];

/** HTTPS as the vendor sees it. */
export function createTls(
  { settings, store, now }: Core,
  certificates: Certificates,
  tlsSwitch: TlsSwitch,
  transport: Transport,
) {
  const view = ({ notBefore, notAfter, ...facts }: CertificateFacts): CertificateView => ({
    ...facts,
    notBefore: new Date(notBefore).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
    validity: validityAt({ notBefore, notAfter }, now()),
  });
  const follow = async (keys: string[]) => {
    const work = keys.some((key) => moving.includes(key)) ? transport.apply : transport.show;
    if (work) await work();
    else if (tlsSwitch.current().on) await certificates.identity();
  };
  /** All of the changes, or none. */
  const change = async (values: [key: string, value: unknown][]): Promise<void> => {
    const keys = values.map(([key]) => key);
    const before = keys.map((key) => [key, settings.show(key).value] as const);
    const takeBack = tlsSwitch.obey(keys);
    try {
      store.change(() => values.map(([key, value]) => settings.set(key, value)));
      await follow(keys);
    } catch (error) {
      takeBack();
      for (const [key, value] of before) settings.set(key, value);
      await follow(keys).catch(() => undefined); // what came before the error has moved already
      throw error;
    }
  };
  const status = async (): Promise<TlsStatus> => {
    const { on, http, port } = tlsSwitch.current();
    const { tlsCertificate: source } = settings.current();
    const bound = transport.https();
    const served = on ? (transport.shown() ?? (await certificates.identity())) : null;
    const ca = certificates.madeCa();
    return {
      on,
      http,
      port: bound?.port ?? port,
      source,
      addresses: bound && served ? urlsFor(bound, served.facts) : [],
      certificate: served && view(served.facts),
      ca: ca === null ? null : view(readCertificate(ca)),
      hasOwn: certificates.hasOwn(),
      uncovered: source === 'local' ? certificates.uncovered() : [],
    };
  };
  return {
    status,
    /** Whether a setting must be changed here. */
    follows: (key: string): boolean => moving.includes(key) || showing.includes(key),
    /** Changes one setting and does what follows from it. @throws {Refusal} */
    set: (key: string, value: unknown) => change([[key, value]]),
    /** The switch. @throws {Refusal} when it cannot listen so, or has no certificate */
    async choose({
      on,
      http,
      port,
    }: { [K in keyof TlsChoice]?: TlsChoice[K] | undefined }): Promise<TlsStatus> {
      await change([
        ...(on === undefined ? [] : [['tls', on ? 'on' : 'off'] as [string, unknown]]),
        ...(http === undefined ? [] : [['tlsHttp', http] as [string, unknown]]),
        ...(port === undefined ? [] : [['tlsPort', port] as [string, unknown]]),
      ]);
      return status();
    },
    /** @returns the CA's certificate, which is made where there is none */
    async ca() {
      const pem = await certificates.ca();
      return { pem, ...view(readCertificate(pem)) };
    },
    async newCa(): Promise<TlsStatus> {
      await certificates.newCa();
      await follow(['tlsCertificate']);
      return status();
    },
    /** @throws {Refusal} `certificate_invalid` */
    async useOwn(input: OwnInput): Promise<TlsStatus> {
      certificates.takeOwn(input);
      await change([['tlsCertificate', 'own']]);
      return status();
    },
    async useLocal(): Promise<TlsStatus> {
      await change([['tlsCertificate', 'local']]);
      return status();
    },
    /** The CA's certificate for whoever asks, while it is in use. */
    publicCa: (): string | null =>
      tlsSwitch.current().on && settings.current().tlsCertificate === 'local' ? certificates.madeCa() : null,
  };
}
