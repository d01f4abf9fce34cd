import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { CertificateView, TlsStatus } from '../../../shared/model/tls.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { printable } from '../format.ts';
import { details } from '../table.ts';
import { integer } from '../values.ts';

type OnOptions = { http?: 'beside' | 'redirect' | 'off'; port?: number };
type UseOptions = {
  cert?: string;
  key?: string;
  pfx?: string;
  passwordFile?: string;
  local?: true;
  newCa?: true;
};

const day = (time: string): string => time.slice(0, 10);

/** How long it is good, and what stands against that now. */
const until = ({ notBefore, notAfter, validity }: CertificateView): string =>
  ({
    valid: day(notAfter),
    expired: `${day(notAfter)}: it has EXPIRED, clients refuse it`,
    not_yet: `${day(notAfter)}, but NOT VALID BEFORE ${day(notBefore)}: clients refuse it until then`,
  })[validity];

const certificateRows = (one: CertificateView): [string, string][] => [
  ['certificate of', printable([...one.names, ...one.addresses].join(', '))],
  ['issued by', printable(one.issuer)],
  ['good until', until(one)],
  ['fingerprint', one.fingerprint],
];

/** What becomes of HTTP, in words. */
const httpWords = { beside: 'answers as before', redirect: 'sends clients to HTTPS', off: 'is off' };

function show(status: TlsStatus): string {
  const { on, http, port, addresses, certificate, ca, uncovered } = status;
  if (!on) return details('HTTPS is off', [['CA', ca === null ? 'not made yet' : `made, ${ca.fingerprint}`]]);
  return details(`HTTPS is on, port ${port}`, [
    ['clients reach it at', addresses.join(', ') || 'no server runs'],
    ['HTTP', httpWords[http]],
    ...(certificate ? certificateRows(certificate) : []),
    ...(status.source === 'local' && ca
      ? ([
          ['CA fingerprint', ca.fingerprint],
          ['CA good until', `${until(ca)}${ca.validity === 'valid' ? '' : ' (lanyard tls use --new-ca)'}`],
        ] satisfies [string, string][])
      : []),
    ...(uncovered.length > 0
      ? [['not covered', `${uncovered.join(', ')} (lanyard tls use --new-ca)`] as [string, string]]
      : []),
  ]);
}

/** `lanyard tls …`: HTTPS for clients and for the console. */
export function addTlsCommands(program: Command, around: Surroundings): void {
  const tls = addGroup(program, 'tls', 'HTTPS: switch, certificate and CA');

  addCommand(tls, around, 'status', {
    summary: 'show whether HTTPS is on, its addresses and its certificate',
    run: async (job) => {
      const status = await job.call('tls.status', {});
      job.print(status, () => show(status));
    },
  });

  addCommand<OnOptions>(tls, around, 'on', {
    summary: 'switch HTTPS on',
    description:
      'Switches HTTPS on for clients and for the browser console, at once in a server that runs; downloads run on. The first ' +
      'time it makes a CA that can sign for the names of this machine and for private networks only. Clients must trust that ' +
      'CA: lanyard tls ca hands it out.',
    options: [
      new Option('--http <what>', 'what becomes of HTTP (default: as it was; beside at first)').choices([
        'beside',
        'redirect',
        'off',
      ]),
      new Option('--port <number>', 'port of HTTPS (default: as it was; 7443 at first)').argParser(
        integer(1, 65_535),
      ),
    ],
    examples: [
      ['lanyard tls on', 'HTTPS on port 7443, HTTP as before'],
      ['lanyard tls on --http redirect', 'HTTP sends clients to HTTPS'],
    ],
    failure: 'the port cannot be used, or the certificate; everything stays as it was',
    run: async (job, { http, port }) => {
      const status = await job.call('tls.set', { on: true, http, port });
      job.print(status, () => show(status));
    },
  });

  addCommand(tls, around, 'off', {
    summary: 'switch HTTPS off',
    description:
      'Switches HTTPS off, and HTTP on again. The CA and the certificates stay; a console on another address than 127.0.0.1 ' +
      'comes back to it.',
    run: async (job) => {
      const status = await job.call('tls.set', { on: false });
      job.print(status, () => show(status));
    },
  });

  addCommand<{ out?: string }>(tls, around, 'ca', {
    summary: 'hand out the certificate of the CA, and its fingerprint',
    description:
      'Prints the certificate that clients must trust (PEM) with its SHA-256 fingerprint, or writes it to a new file; an existing ' +
      'one is left alone. It is no secret. While HTTPS is on the server hands it out as /ca.crt too.',
    options: [new Option('--out <file>', 'write the certificate to this file')],
    examples: [
      ['lanyard tls ca --out lanyard-ca.crt', 'a file for other machines'],
      ['curl --cacert lanyard-ca.crt https://HOST:7443/healthz', 'a client that trusts it'],
    ],
    run: async (job, { out }) => {
      const { pem, ...ca } = await job.call('tls.ca', {});
      if (out === undefined)
        return job.print({ pem, ...ca }, () => `${pem.trimEnd()}\nSHA-256 fingerprint ${ca.fingerprint}`);
      const path = job.pathOf(out);
      write(path, pem);
      job.print({ path, ...ca }, () =>
        details(`The CA certificate is in ${path}`, [
          ['fingerprint', ca.fingerprint],
          ['good until', until(ca)],
        ]),
      );
    },
  });

  addCommand<UseOptions>(tls, around, 'use', {
    summary: 'choose the certificate: your own, or one of the CA made here',
    description:
      'With --cert and --key, or --pfx, HTTPS shows your own certificate from now on. It is checked first: the key belongs to ' +
      'it, it has not expired, it is for servers. The key and the password are kept encrypted. --local goes back to the CA made ' +
      'here; --new-ca makes another CA, for the names that this machine has now, which clients must trust anew.',
    options: [
      new Option('--cert <file>', 'certificate with its chain, PEM'),
      new Option('--key <file>', 'its private key, PEM'),
      new Option('--pfx <file>', 'certificate and key in one PFX (PKCS#12) file'),
      new Option('--password-file <file>', 'file with the password of the key or the PFX file'),
      new Option('--local', 'the CA made here'),
      new Option('--new-ca', 'another CA made here'),
    ],
    examples: [
      ['lanyard tls use --cert fullchain.pem --key privkey.pem', 'a certificate of your own'],
      ['lanyard tls use --pfx server.pfx --password-file password.txt', 'the same from Windows'],
      ['lanyard tls use --local', 'back to the CA made here'],
    ],
    failure: 'the certificate cannot be used: certificate_invalid, with the reason',
    run: async (job, options) => {
      const { cert, key, pfx, passwordFile } = options;
      const ways = [cert ?? key, pfx, options.local, options.newCa].filter((way) => way !== undefined);
      if (ways.length !== 1 || (cert === undefined) !== (key === undefined))
        throw usageFailure('Give --cert and --key, or one of --pfx, --local and --new-ca.');
      const read = (path: string) => readBytes(job.pathOf(path));
      const password =
        passwordFile === undefined
          ? undefined
          : read(passwordFile)
              .toString('utf8')
              .replace(/\r?\n$/, '');
      const status = options.local
        ? await job.call('tls.useLocal', {})
        : options.newCa
          ? await job.call('tls.newCa', {})
          : await job.call(
              'tls.useOwn',
              pfx === undefined
                ? { certificate: read(cert!).toString('utf8'), key: read(key!).toString('utf8'), password }
                : { pfx: read(pfx).toString('base64'), password },
            );
      job.print(status, () => show(status));
    },
  });
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandFailure('file_unreadable', `${path} cannot be read: ${(error as Error).message}.`);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' ? 'there is a file of this name already' : message;
    throw new CommandFailure('file_unwritable', `${path} cannot be written: ${reason}.`);
  }
}
