import { networkBytes } from './ip-networks.ts';

/** What a CA may sign for: DNS names, each with everything under it, and networks such as `10.0.0.0/8`. */
export type Constraints = { names: readonly string[]; networks: readonly string[] };

/** The OID of the extension. */
export const NAME_CONSTRAINTS = '2.5.29.30';

const SEQUENCE = 0x30;
/** `permittedSubtrees [0]`, and in a `GeneralName` the tags of a DNS name and of an IP address. */
const PERMITTED = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/**
 * The value of the extension, in DER (RFC 5280 section 4.2.1.10): permitted subtrees only. The certificate library has no
 * class for it.
 */
export function nameConstraints({ names, networks }: Constraints): Uint8Array<ArrayBuffer> {
  const subtrees = [
    ...names.map((name) => der(DNS_NAME, Buffer.from(name, 'ascii'))),
    ...networks.map((network) => der(IP_ADDRESS, networkBytes(network))),
  ].map((name) => der(SEQUENCE, name));
  return Uint8Array.from(der(SEQUENCE, der(PERMITTED, Buffer.concat(subtrees))));
}

/** Tag, length, value. */
function der(tag: number, value: Uint8Array): Buffer {
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), value]);
}
