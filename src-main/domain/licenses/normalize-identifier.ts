import { domainToASCII } from 'node:url';
import type { IdentifierKind } from '../../../shared/model/enums.ts';

/**
 * The form in which an identifier is stored and compared (specs/licensedock.md section 2.1); normalising it again changes
 * nothing. White space around it never counts. A domain loses scheme, user, `www.`, port, path, query and trailing dots,
 * and is compared in lower-case ASCII. What is no domain, e.g. two words, is lower-cased whole.
 */
export function normalizeIdentifier(kind: IdentifierKind, identifier: string): string {
  const text = identifier.trim();
  if (kind === 'domain') return normalizeDomain(text);
  return kind === 'seat' ? text.toLowerCase() : text;
}

function normalizeDomain(text: string): string {
  const authority = text.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, '').split(/[/?#\\]/, 1)[0]!;
  const host = withoutPort(authority.slice(authority.lastIndexOf('@') + 1).trim());
  const ascii = domainToASCII(host);
  if (ascii === '' && host !== '') return text.toLowerCase();
  return ascii
    .toLowerCase()
    .replace(/\.+$/, '')
    .replace(/^(?:www\.)+/, '');
}

/** A bracketed address keeps its colons, and so does one without brackets. */
function withoutPort(host: string): string {
  if (host.startsWith('[')) return host.replace(/\]:\d*$/, ']');
  return host.indexOf(':') === host.lastIndexOf(':') ? host.replace(/:\d*$/, '') : host;
}
