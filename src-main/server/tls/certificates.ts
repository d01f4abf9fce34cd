import type { SecureContextOptions } from 'node:tls';
import { type CertificateFacts, isIssuedBy, readCertificate } from '../../crypto/certificates.ts';
import type { CertifiedKey } from '../../crypto/local-ca.ts';
import type { Constraints } from '../../crypto/name-constraints.ts';
import { type OwnCertificate, serveWith, takePem, takePfx } from '../../crypto/own-certificate.ts';
import type { Core } from '../../domain/core.ts';
import { validityAt } from '../../../shared/model/tls.ts';
import { refuse } from '../../domain/refusal.ts';
import { constraintsFor, type Hosts, hostsOf, type Machine, permittedHosts } from './machine.ts';
import { certificateTrouble } from './validity.ts';

const DAY_MS = 86_400_000;
/** An issued certificate is replaced when it has less than this left, in milliseconds. */
const RENEW_MS = 60 * DAY_MS;

/** What HTTPS is served with, and what people are told of it. */
export type Identity = {
  source: 'local' | 'own';
  /** PEM, without any key. */
  certificate: string;
  facts: CertificateFacts;
  options: SecureContextOptions;
};

/** What the vendor gives: PEM texts, or a PFX file in base64. */
export type OwnInput = {
  certificate?: string | undefined;
  key?: string | undefined;
  pfx?: string | undefined;
  password?: string | undefined;
};

type Ca = CertifiedKey & { permits: Constraints };

/** The certificates of HTTPS. */
export type Certificates = ReturnType<typeof openCertificates>;

/**
 * Keeps the CA, the certificate it issues and the vendor's own one. Nothing is made before it is asked for.
 * @param machine what this machine is called right now
 * @param publicUrl the base URL that answers carry
 */
export function openCertificates(
  { store, settings, now }: Core,
  machine: () => Machine,
  publicUrl: () => string | null,
) {
  const wantedHosts = (): Hosts => {
    const url = publicUrl();
    return hostsOf(machine(), [
      ...settings.current().tlsNames,
      ...(url === null ? [] : [new URL(url).hostname]),
    ]);
  };
  const storedCa = (): Ca | null => {
    const stored = store.tlsCertificates.get('ca');
    if (!stored) return null;
    const { certificate, secret, permits } = stored;
    return { certificate, privateKey: secret, permits: JSON.parse(permits!) as Constraints };
  };
  const newCa = async (): Promise<Ca> => {
    const hosts = wantedHosts();
    const permits = constraintsFor(hosts);
    const { makeCa } = await authority();
    const made = await makeCa(hosts.names[0]!, permits, now());
    const row = {
      certificate: made.certificate,
      secret: made.privateKey,
      permits: JSON.stringify(permits),
    };
    store.change(() => store.tlsCertificates.put('ca', row, now()));
    return { ...made, permits };
  };
  /** Whatever its dates say: clients trust this one, and the clock may be wrong. Only the vendor makes another. */
  const ca = async (): Promise<Ca> => storedCa() ?? newCa();

  /** The issued certificate, a new one where the stored one no longer fits. */
  const issued = async (): Promise<Identity> => {
    const issuer = await ca();
    const { permitted } = permittedHosts(wantedHosts(), issuer.permits);
    const stored = store.tlsCertificates.get('issued');
    if (stored && fits(stored.certificate, issuer, permitted, now()))
      return local({ certificate: stored.certificate, privateKey: stored.secret });
    const { issueCertificate } = await authority();
    const made = await issueCertificate(issuer, permitted, now());
    const row = { certificate: made.certificate, secret: made.privateKey, permits: null };
    store.change(() => store.tlsCertificates.put('issued', row, now()));
    return local(made);
  };
  const own = (): Identity => {
    const stored =
      store.tlsCertificates.get('own') ??
      refuse('certificate_invalid', 'There is no certificate of your own yet. Give one first.');
    const { certificate } = stored;
    const options = serveWith({
      certificate,
      secret: JSON.parse(stored.secret) as OwnCertificate['secret'],
    });
    return { source: 'own', certificate, facts: readCertificate(certificate), options };
  };

  let queue: Promise<unknown> = Promise.resolve();
  /** One at a time, so that no two make a CA. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    /**
     * What to serve with right now: issued anew when it runs out, or when this machine has another name or address.
     * @throws {Refusal} `certificate_invalid`
     */
    identity: (): Promise<Identity> =>
      inTurn(async () => (settings.current().tlsCertificate === 'own' ? own() : issued())),
    /** The CA's certificate, PEM; made where there is none. */
    ca: (): Promise<string> => inTurn(async () => (await ca()).certificate),
    /** The CA's certificate where there is one already. */
    madeCa: (): string | null => store.tlsCertificates.certificate('ca') ?? null,
    /** What is wrong with the dates of what is shown and does not mend itself; null = nothing. */
    trouble({ source, facts }: Identity) {
      const stored = source === 'local' && store.tlsCertificates.certificate('ca');
      return certificateTrouble(
        source === 'own' ? 'own' : 'ca',
        stored ? readCertificate(stored) : facts,
        now(),
      );
    },
    /** Makes another CA, for the names that this machine has now. Clients must trust it anew. */
    newCa: (): Promise<unknown> => inTurn(newCa),
    /** Names and addresses of this machine that the CA may not sign for. */
    uncovered(): string[] {
      const stored = storedCa();
      return stored ? permittedHosts(wantedHosts(), stored.permits).uncovered : [];
    },
    /** Keeps the vendor's own certificate. @throws {Refusal} `certificate_invalid` */
    takeOwn({ certificate, key, pfx, password }: OwnInput): void {
      let taken: OwnCertificate;
      try {
        taken =
          pfx === undefined
            ? takePem({ certificate: certificate ?? '', key: key ?? '', password }, now())
            : takePfx({ pfx, password }, now());
      } catch (error) {
        if (error instanceof RangeError) return refuse('certificate_invalid', error.message);
        throw error;
      }
      const row = { certificate: taken.certificate, secret: JSON.stringify(taken.secret), permits: null };
      store.change(() => store.tlsCertificates.put('own', row, now()));
    },
    /** Whether the vendor gave a certificate. */
    hasOwn: (): boolean => store.tlsCertificates.certificate('own') !== undefined,
  };
}

/** Loaded when it is needed: its library is large, and most runs make no certificate. */
const authority = () => import('../../crypto/local-ca.ts');

const local = ({ certificate, privateKey }: CertifiedKey): Identity => ({
  source: 'local',
  certificate,
  facts: readCertificate(certificate),
  options: { cert: certificate, key: privateKey },
});

/** Whether an issued certificate is this CA's, is for exactly these hosts, and lasts. */
function fits(certificate: string, ca: Ca, hosts: Hosts, now: number): boolean {
  const facts = readCertificate(certificate);
  return (
    isIssuedBy(certificate, ca.certificate) &&
    same(facts.names, hosts.names) &&
    same(facts.addresses, hosts.addresses) &&
    lasts(facts, readCertificate(ca.certificate), now)
  );
}

function lasts({ notBefore, notAfter }: CertificateFacts, ca: CertificateFacts, now: number): boolean {
  if (validityAt(ca, now) !== 'valid') return true; // another one would be refused with its CA
  // One that ends with its CA cannot be renewed beyond it.
  return now >= notBefore && now < notAfter - (notAfter === ca.notAfter ? 0 : RENEW_MS);
}

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));
