import { Button, Group, Progress, Text } from '@mantine/core';
import { formatBytes, formatDuration } from '../../lib/format.ts';
import type { Upload } from './upload.ts';

/** How far an upload is: bytes, speed and time left. */
export function UploadProgress({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const { file, sent, phase } = upload;
  const percent = file.size === 0 ? 100 : (sent / file.size) * 100;
  return (
    <>
      <Progress
        value={phase === 'waiting' ? 0 : percent}
        animated={phase === 'storing'}
        mt="sm"
        mb={6}
        aria-label={`Upload of ${file.name}`}
        transitionDuration={150}
      />
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" {...(upload.stalled ? { role: 'status' } : { c: 'dimmed' })}>
          {wordsOf(upload)}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={onCancel}
          aria-label={`Cancel ${file.name}`}
        >
          Cancel
        </Button>
      </Group>
    </>
  );
}

function wordsOf({ phase, sent, file, rate, stalled }: Upload): string {
  if (phase === 'waiting') return 'Waiting for another upload to finish';
  if (phase === 'storing') return `All ${formatBytes(file.size)} arrived. Checking and storing…`;
  const parts = [`${formatBytes(sent)} of ${formatBytes(file.size)}`];
  if (stalled) return [...parts, 'The drive does not answer'].join(' · ');
  if (rate.bytesPerSecond !== null) parts.push(`${formatBytes(Math.round(rate.bytesPerSecond))}/s`);
  if (rate.left !== null) parts.push(`${formatDuration(rate.left)} left`);
  return parts.join(' · ');
}
