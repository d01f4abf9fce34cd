import { Text } from '@mantine/core';
import { valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useClientAddress } from '../../api/use-client-address.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { cryptlexUrl, curlLine, KEY_PLACEHOLDER } from '../../lib/client-lines.ts';
import type { Progress } from './use-progress.ts';

/** A line for a shell that downloads the release; the key gets into it only when it is copied. */
export function ConnectClient({ progress: { file, license } }: { progress: Progress }) {
  const { invoke } = useConnection();
  const api = useClientAddress();
  if (!api || !file || !license) return null;
  const line = async () => {
    const { key } = valueOf(await invoke('licenses.show', { license: license.id }));
    return curlLine(cryptlexUrl({ api, key }, file.id));
  };
  return (
    <>
      <div style={{ marginTop: 6 }}>
        <CopyLine
          value={curlLine(cryptlexUrl({ api }, file.id)).replace(KEY_PLACEHOLDER, license.keyHint)}
          copy={line}
          label="Copy the line with the whole key"
          wrap
        />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        The key is shortened here; the copied line has all of it.
      </Text>
    </>
  );
}
