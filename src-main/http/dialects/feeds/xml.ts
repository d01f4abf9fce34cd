import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
});

/** Characters that no XML document may hold, however they are written. */
const UNUSABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

/** A text of the vendor's as XML can hold it. */
export const xmlText = (text: string): string => text.replace(UNUSABLE, '\ufffd');

/** An XML document; the names of attributes begin with `@`. */
export const xmlDocument = (root: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root)}`;
