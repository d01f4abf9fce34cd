import type { z } from 'zod';
import { isWebUrl } from '../../../../shared/web-url.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import { publicRelease, type PublicRelease } from '../../../domain/updates/public-release.ts';
import { baseUrl } from '../../base-url.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, XML } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { JoomlaQuery, readParameters } from './schemas.ts';
import { fileAddress, linePath } from './urls.ts';
import { xmlDocument, xmlText } from './xml.ts';

const ELEMENT = /^[a-z][a-z0-9_.-]{0,99}$/i;

/** What an extension is by the first letters of its name, as Joomla's own installer names them. */
const types: Record<string, string> = {
  ...{ com: 'component', mod: 'module', plg: 'plugin', tpl: 'template' },
  ...{ pkg: 'package', lib: 'library', file: 'file', files: 'file' },
};

type Query = z.output<typeof JoomlaQuery>;
type Found = NonNullable<PublicRelease['found']>;

/**
 * `GET|HEAD …/joomla/{element}.xml`: what Joomla's updater asks for. It sends no key with this request, so that the answer
 * holds what everyone may know; the download needs the key, which Joomla appends to its address as `dlid`.
 */
export const joomlaRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const element = readParam(ctx, 'element');
    if (!ELEMENT.test(element))
      throw new InvalidRequest('schema', 'The name of the extension must be one, e.g. com_compass');
    const query = readParameters(ctx, JoomlaQuery);
    const attempt = readAttempt(ctx);
    const { product, found } = publicRelease(services.core, attempt);
    ctx.state.facts = found ? { product, ...found } : { product };
    const update = found && (await presentUpdate(ctx, services, { element, query, product, found }));
    answerFeed(ctx, XML, xmlDocument({ updates: update ? { update } : '' }));
  };

async function presentUpdate(
  ctx: Asked,
  services: Services,
  asked: { element: string; query: Query; product: PublicRelease['product']; found: Found },
): Promise<object> {
  const { element, query, product } = asked;
  const { release, file } = asked.found;
  const base = baseUrl(ctx, services);
  const isDefault = readParam(ctx, 'line') === DEFAULT_LINE;
  const sha384 = await services.facts.get(file, 'sha384');
  return {
    name: xmlText(product.name),
    description: xmlText(release.name ?? `${product.name} ${release.version}`),
    ...presentElement(element),
    version: xmlText(release.version),
    client: query.client,
    ...(product.url !== null && isWebUrl(product.url) && { infourl: xmlText(product.url) }),
    downloads: {
      downloadurl: {
        '@type': 'full',
        '@format': /\.zip$/i.test(file.name) ? 'zip' : 'tar',
        '#text': isDefault
          ? `${base}/api/index.php/v1/licensedock/downloads/${product.number}?release_version=${encodeURIComponent(release.version)}`
          : `${base}${linePath(ctx)}${fileAddress({ release, sharedNames: new Set() }, file)}`,
      },
    },
    tags: { tag: stabilityOf(release.version, isDefault ? null : readParam(ctx, 'line')) },
    maintainer: xmlText(services.core.store.vendor.get()!.name),
    targetplatform: { '@name': 'joomla', '@version': versionsOf(query.joomla) },
    ...(query.php !== undefined && { php_minimum: query.php }),
    sha256: file.sha256,
    ...(sha384 && { sha384: sha384.toString('hex') }),
    sha512: file.sha512,
  };
}

/** A plugin `plg_system_compass` is `compass` in the folder `system`, a template `tpl_compass` is `compass`. */
function presentElement(element: string): { element: string; type: string; folder?: string } {
  const [prefix = '', ...rest] = element.toLowerCase().split('_');
  const type = types[prefix] ?? 'component';
  if (type === 'plugin' && rest.length >= 2)
    return { element: rest.slice(1).join('_'), type, folder: rest[0]! };
  return { element: type === 'template' ? rest.join('_') : element.toLowerCase(), type };
}

const STABILITY = /(?:^|[^a-z])(dev|alpha|beta|rc)(?![a-z])/i;

/** A site installs releases down to some stability only: what the version says of itself, or else the branch. */
const stabilityOf = (version: string, branch: string | null): string =>
  (STABILITY.exec(version.replace(/^[^-]*/, '')) ?? STABILITY.exec(branch ?? ''))?.[1]?.toLowerCase() ??
  'stable';

/** Joomla matches the start of its version with this. */
const versionsOf = (versions: string | undefined): string => {
  const parts = (versions ?? '').split(',').filter((part) => part !== '');
  return parts.length === 0 ? '.*' : `(${parts.map((part) => part.replaceAll('.', '\\.')).join('|')})(\\.|$)`;
};
