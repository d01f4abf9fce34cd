import { constants, createHash, createPublicKey, publicEncrypt, randomBytes, verify } from 'node:crypto';
import { readFrames } from './read-frames.ts';
import type { TestServer } from './server.ts';

/** An answer of the API, read to its end. */
export type Answer = {
  status: number;
  headers: Headers;
  /** The body as it came over the wire. */
  text: string;
  json: {
    data: unknown;
    result: {
      timestamp: string;
      valid: boolean;
      details: string;
      code?: string;
      challengeResponse?: string;
    };
  };
};

/** What a client sends in a query or a body. `undefined` leaves a field out. */
export type Fields = Record<string, unknown>;

/** What a client sends in a query. */
export type QueryFields = Record<string, string | undefined>;

/** A client's secret and the session key that carries it to the vendor. */
export type Session = { secret: Buffer; sessionKey: string };

/** A new session with a secret of 32 bytes (specs/lukittu.md section 2.2). */
export function newSession(publicKey: string, secret: Buffer = randomBytes(32)): Session {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const sessionKey = publicEncrypt({ key: publicKey, padding, oaepHash: 'sha1' }, secret).toString('hex');
  return { secret, sessionKey };
}

/** The bytes of a classloader body, decrypted as a client does that has nothing but its own secret. */
export function decryptClassloader(body: Buffer, secret: Buffer): Buffer {
  const key = createHash('sha256').update(secret.toString('hex')).digest();
  return Buffer.concat(readFrames(body, key).map((frame) => frame.plaintext));
}

/** Whether the vendor signed this challenge. @param response lower-case hex */
export const isSigned = (publicKey: string, challenge: string, response: string): boolean =>
  verify('sha256', Buffer.from(challenge), createPublicKey(publicKey), Buffer.from(response, 'hex'));

/** Software that was sold with this server's vendor id and public key built in. */
export async function lukittuClient(server: Pick<TestServer, 'call' | 'request' | 'vendorId'>) {
  const { publicKey } = await server.call('vendor.show', {});
  const base = `/api/v1/client/teams/${server.vendorId}/verification`;
  const answer = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, text, json: (text === '' ? null : JSON.parse(text)) as Answer['json'] };
  };

  const check = async (path: string, body: Fields, headers: Record<string, string> = {}): Promise<Answer> =>
    answer(
      await server.request(`${base}/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    );

  return {
    publicKey,
    base,
    answer,
    verify: (body: Fields, headers?: Record<string, string>): Promise<Answer> =>
      check('verify', body, headers),
    heartbeat: (body: Fields, headers?: Record<string, string>): Promise<Answer> =>
      check('heartbeat', body, headers),
    /** The path of a classloader request with a new session key, unless one is given. */
    classloaderPath(query: QueryFields, session = newSession(publicKey)): string {
      const fields: QueryFields = { sessionKey: session.sessionKey, ...query };
      const texts = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      return `${base}/classloader?${new URLSearchParams(texts).toString()}`;
    },
    /** A refused download. */
    async refusedDownload(
      query: QueryFields,
      session = newSession(publicKey),
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      return answer(await server.request(this.classloaderPath(query, session), { headers }));
    },
    /** A download, decrypted. */
    async download(query: QueryFields) {
      const session = newSession(publicKey);
      const response = await server.request(this.classloaderPath(query, session));
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      const body = Buffer.from(await response.arrayBuffer());
      return { headers: response.headers, body, content: decryptClassloader(body, session.secret) };
    },
  };
}
