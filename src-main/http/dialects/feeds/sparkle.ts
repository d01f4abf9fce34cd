import { isWebUrl } from '../../../../shared/web-url.ts';
import { type FeedRelease, readLine } from '../../../domain/updates/read-line.ts';
import type { Product } from '../../../domain/model.ts';
import type { Services } from '../../services.ts';
import { answerFeed, XML } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { dateOf } from './electron.ts';
import { presentNotReady } from './errors.ts';
import { macFile } from './mac-files.ts';
import { feedOrder } from './orders.ts';
import { ArchQuery, readParameters } from './schemas.ts';
import { fileUrls, linePath } from './urls.ts';
import { xmlDocument, xmlText } from './xml.ts';

/** What Sparkle installs. */
const endings = [/\.zip$/i, /\.dmg$/i, /\.(tar\.(gz|xz|bz2)|tgz|aar)$/i, /\.pkg$/i];

/** The newest release counts; older ones are for systems on which it does not run. */
const LISTED = 5;

/**
 * `GET|HEAD …/appcast.xml`: what Sparkle on macOS asks for. Once the vendor has set a feed key, every file in it is signed;
 * Sparkle would take one without a signature for a forged one, and a Mac that needs an older release would find none.
 */
export const sparkleRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const { arch } = readParameters(ctx, ArchQuery);
    const urlOf = fileUrls(ctx, services, linePath(ctx));
    const { found, product, releases } = readLine(services.core, readAttempt(ctx), feedOrder, {
      files: (_release, files) => [macFile(files, endings, arch)].filter((file) => file !== undefined),
      releases: LISTED,
    });
    ctx.state.facts = found;
    const isSigned = services.core.store.feedKey.get() !== undefined;
    const signatures = isSigned
      ? await services.facts.all(
          releases.map(({ files }) => files[0]!),
          'ed25519',
        )
      : new Map<string, Buffer>();
    if (!signatures) return presentNotReady(ctx);
    const items = releases.flatMap((one) => {
      const signature = signatures.get(one.files[0]!.id)?.subarray(-64) ?? null;
      return isSigned && signature === null ? [] : [presentItem(services, one, signature, product, urlOf)];
    });
    answerFeed(
      ctx,
      XML,
      xmlDocument({
        rss: {
          '@version': '2.0',
          '@xmlns:sparkle': 'http://www.andymatuschak.org/xml-namespaces/sparkle',
          channel: { title: xmlText(product.name), item: items },
        },
      }),
    );
  };

function presentItem(
  { core }: Services,
  one: FeedRelease,
  signature: Buffer | null,
  product: Product,
  urlOf: ReturnType<typeof fileUrls>,
): object {
  const { release } = one;
  const file = one.files[0]!;
  const said = new Map(
    core.store.metadata.of('release', release.id).map(({ key, value }) => [key, value] as const),
  );
  const minimum = said.get('sparkle:minimumSystemVersion');
  return {
    title: xmlText(release.name ?? `${product.name} ${release.version}`),
    ...(product.url !== null && isWebUrl(product.url) && { link: xmlText(product.url) }),
    pubDate: new Date(dateOf(release)).toUTCString(),
    'sparkle:version': xmlText(said.get('sparkle:version') ?? release.version),
    'sparkle:shortVersionString': xmlText(release.version),
    ...(minimum !== undefined && { 'sparkle:minimumSystemVersion': xmlText(minimum) }),
    ...(release.notes !== '' && { description: htmlOf(xmlText(release.notes)) }),
    enclosure: {
      '@url': urlOf(one, file),
      '@length': String(file.size),
      '@type': 'application/octet-stream',
      ...(signature !== null && { '@sparkle:edSignature': signature.toString('base64') }),
    },
  };
}

/** Sparkle shows notes as HTML. */
const htmlOf = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n?|\n/g, '<br>');
