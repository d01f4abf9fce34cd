import type { ParameterizedContext } from 'koa';
import type { DownloadOutcome } from '../../shared/model/enums.ts';
import type { Facts } from '../domain/model.ts';
import type { Share } from './downloads/bandwidth.ts';

/** A download attempt as it goes; the request's log row is made from it. */
export type DownloadProgress = {
  outcome: DownloadOutcome;
  bytesSent: number;
  size: number | null;
  /** Of the bandwidth; none = no cap is ever asked for. */
  share?: Share;
  /** Why the answer is not what one would expect, where no refusal says so. */
  detail?: string;
};

/** What the request log needs to know when the answer is out. */
export type RequestState = {
  /** Address of the client: the socket's, or what a trusted proxy says. */
  address: string | null;
  /** Country of the client, ISO 3166-1 alpha-3, where a trusted proxy says it. */
  country: string | null;
  facts: Facts;
  /** The device identifier the client gave, whatever its dialect calls it. */
  identifier: string | null;
  /** Set by a route that downloads, first thing: the request then becomes a row of the download log. */
  download: DownloadProgress | null;
};

export type Context = ParameterizedContext<RequestState>;

/** Makes a request a download attempt, refused until something better is known. */
export function beginDownload(ctx: Context): DownloadProgress {
  return (ctx.state.download = { outcome: 'refused', bytesSent: 0, size: null });
}
