import { validityAt } from '../../../shared/model/tls.ts';
import type { CertificateFacts } from '../../crypto/certificates.ts';
import type { AlertView } from '../../../shared/model/views.ts';

const DAY_MS = 86_400_000;
/** So long before its end the vendor hears of it, in milliseconds: every client must come to trust another CA. */
const SOON_MS = { ca: 60 * DAY_MS, own: 14 * DAY_MS };

/**
 * What is wrong with the dates of a certificate that only the vendor can replace.
 * @param what whose it is: the CA made here, or one that the vendor gave
 * @param now milliseconds since the epoch
 * @returns what to tell, null when it lasts
 */
export function certificateTrouble(
  what: 'ca' | 'own',
  { notBefore, notAfter }: CertificateFacts,
  now: number,
): Pick<AlertView, 'level' | 'message'> | null {
  const name = what === 'ca' ? 'The CA made here' : 'Your own certificate of HTTPS';
  const mend =
    what === 'ca'
      ? 'Make another CA (HTTPS panel, or lanyard tls use --new-ca) and have clients trust it.'
      : 'Give another certificate (HTTPS panel, or lanyard tls use --cert FILE --key FILE).';
  switch (validityAt({ notBefore, notAfter }, now)) {
    case 'expired':
      return {
        level: 'wrong',
        message: `${name} expired on ${day(notAfter)}: clients refuse to connect. ${mend} If the computer's clock is ahead, set it right instead.`,
      };
    case 'not_yet':
      return {
        level: 'wrong',
        message: `${name} is not valid before ${day(notBefore)}: clients refuse to connect until then. If the computer's clock is behind now, set it right; if it was ahead when the certificate was made: ${mend}`,
      };
    case 'valid':
      if (notAfter - now > SOON_MS[what]) return null;
      return {
        level: 'warning',
        message: `${name} ends on ${day(notAfter)}; clients refuse to connect from then on. ${mend}`,
      };
  }
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
