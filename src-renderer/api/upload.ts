import type { Invoke } from '../../shared/contract.ts';
import type { Reply } from '../../shared/reply.ts';
import {
  connectionLost,
  fileVanished,
  isReadable,
  publicationCancelled,
  type Published,
  type PublishInput,
  type PublishOptions,
} from './connection.ts';

/** What fits into a request line of any server, in characters of the encoded URL. */
const LONGEST_URL = 8_000;

/**
 * Publishes a file over HTTP: what `releases.publish` is for a page without paths. What is too long for a request line
 * follows once the release exists.
 */
export async function upload(
  invoke: Invoke,
  file: File,
  input: PublishInput,
  options: PublishOptions,
): Promise<Reply<Published>> {
  if (!(await isReadable(file))) return fileVanished;
  if (options.signal.aborted) return publicationCancelled;
  const whole = uploadUrl(file, input);
  if (whole.length <= LONGEST_URL) return post(whole, file, options);
  const { notes, metadata, ...rest } = input;
  const reply = await post(uploadUrl(file, rest), file, options);
  if (!reply.ok) return reply;
  const noted = await invoke('releases.update', { id: reply.value.id, notes, metadata });
  return noted.ok ? { ok: true, value: { ...noted.value, file: reply.value.file } } : noted;
}

const uploadUrl = (file: File, input: PublishInput): string =>
  `uploads?${new URLSearchParams({ name: file.name, input: JSON.stringify(input) })}`;

/** XMLHttpRequest, because `fetch` does not tell how much of a body has left. */
function post(url: string, file: File, { onProgress, signal }: PublishOptions): Promise<Reply<Published>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    const end = (reply: Reply<Published>) => {
      signal.removeEventListener('abort', cancel);
      resolve(reply);
    };
    request.open('POST', url);
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded, false));
    request.addEventListener('load', () => end(replyOf(request)));
    request.addEventListener('abort', () => end(publicationCancelled));
    request.addEventListener('error', () => {
      void isReadable(file).then((readable) => end(readable ? connectionLost : fileVanished));
    });
    signal.addEventListener('abort', cancel);
    request.send(file);
  });
}

function replyOf(request: XMLHttpRequest): Reply<Published> {
  try {
    const reply = JSON.parse(request.responseText) as Reply<Published>;
    if (typeof reply.ok === 'boolean') return reply;
  } catch {
    // An answer that is no reply has its own words.
  }
  return {
    ok: false,
    error: { code: 'fault', message: request.responseText.trim() || connectionLost.error.message },
  };
}
