import { Stack, Text } from '@mantine/core';
import type { ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { useClientAddress } from '../../api/use-client-address.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { cryptlexUrl, KEY_PLACEHOLDER, licensedockUrl, lukittuUrl } from '../../lib/client-lines.ts';
import { dialectWords, platformName } from '../../lib/words.ts';

/** Where clients of each dialect download a release. */
export function DownloadAddresses({ product, release }: { product: ProductView; release: ReleaseView }) {
  const vendor = useChannel('vendor.show', {});
  const api = useClientAddress();
  if (!vendor.data || api === undefined) return null;
  const vendorId = vendor.data.id;
  if (api === null)
    return <Text size="sm">The server listens nowhere, so there is nothing to download from.</Text>;
  const { files, branch, version } = release;
  return (
    <Stack gap={6}>
      {files.map((file) => (
        <Address
          key={file.id}
          title={
            files.length > 1
              ? `${dialectWords.cryptlex}, ${platformName(file.platform)}`
              : dialectWords.cryptlex
          }
          url={cryptlexUrl({ api }, file.id)}
        />
      ))}
      {branch === null && (
        <Address
          title={dialectWords.licensedock}
          note="always the newest release of the default line"
          url={licensedockUrl({ api }, product.number)}
        />
      )}
      <Address
        title={dialectWords.lukittu}
        note="the client adds its session key and hardware identifier"
        url={lukittuUrl({ api }, { vendorId, productId: product.id, version, branch })}
      />
      <Text size="xs" c="dimmed">
        {KEY_PLACEHOLDER} stands for the key of a licence of this product.
      </Text>
    </Stack>
  );
}

function Address({ title, note, url }: { title: string; note?: string; url: string }) {
  return (
    <div>
      <Text size="xs" component="div">
        <bdi>{title}</bdi>
        {note && (
          <Text span size="xs" c="dimmed">
            {' '}
            · {note}
          </Text>
        )}
      </Text>
      <CopyLine value={url} label={`Copy the ${title} address`} />
    </div>
  );
}
