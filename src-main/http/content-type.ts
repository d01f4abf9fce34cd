import { lookup } from 'mime-types';

/** The media type of a release file by its extension, without a charset: nobody knows how a text in it is encoded. */
export const contentTypeOf = (fileName: string): string => lookup(fileName) || 'application/octet-stream';
