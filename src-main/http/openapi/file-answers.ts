import type { Answer } from './operation.ts';

/** What `sendPlain` answers: the file, whole or in part. */
export const fileAnswers: Readonly<Record<number, Answer>> = {
  200: {
    description: 'The file.',
    content: { type: '*/*' },
    headers: {
      'Content-Disposition': 'The name of the file',
      'Content-Length': 'Its size in bytes',
      ETag: 'Strong; the same for the same bytes',
      'Accept-Ranges': '`bytes`',
      'Repr-Digest': 'When the request has `Want-Repr-Digest`',
      Digest: 'When the request has `Want-Digest`',
    },
  },
  206: {
    description: 'The range that `Range` asks for.',
    content: { type: '*/*' },
    headers: { 'Content-Range': 'Which bytes of how many' },
  },
  304: { description: 'The file is the one that `If-None-Match` names.' },
  412: { description: 'The file is not the one that `If-Match` names.' },
  416: {
    description: 'The range lies outside the file.',
    headers: { 'Content-Range': 'How many bytes there are' },
  },
};
