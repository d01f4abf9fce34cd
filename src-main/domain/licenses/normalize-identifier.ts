import { domainToASCII } from 'node:url';
import type { IdentifierKind } from '../../../shared/model/enums.ts';

/**
 * The form in which an identifier is stored and compared (specs/licensedock.md section 2.1). White space around it never
 * counts. A domain loses scheme, user, `www.`, port, path, query and trailing dot, and is compared in lower-case ASCII.
 */
export function normalizeIdentifier(kind: IdentifierKind, identifier: string): string {
  const text = identifier.trim();
  if (kind === 'domain') return normalizeDomain(text);
  return kind === 'seat' ? text.toLowerCase() : text;
}

function normalizeDomain(text: string): string {
  const authority = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/?#\\]/, 1)[0]!;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bare = (host.startsWith('[') ? host.replace(/\]:\d*$/, ']') : host.replace(/:\d*$/, ''))
    .replace(/\.$/, '')
    .toLowerCase()
    .replace(/^www\./, '');
  return domainToASCII(bare) || bare;
}
