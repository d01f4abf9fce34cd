import { Button, Group, Stack, Title } from '@mantine/core';
import type { BranchView, ReleaseView } from '../../../shared/model/views.ts';
import { formatCount } from '../../lib/format.ts';
import { isRunning } from './upload.ts';
import { UploadCard } from './upload-card.tsx';
import { useUploadList, useUploads } from './uploads-context.tsx';

type UploadListProps = {
  productId: string;
  branches: readonly BranchView[];
  releases: readonly ReleaseView[];
};

/** The files of a product on their way to releases. */
export function UploadList({ productId, branches, releases }: UploadListProps) {
  const uploads = useUploads();
  const own = useUploadList().filter((upload) => upload.productId === productId);
  if (own.length === 0) return null;
  const ready = own.filter(
    (upload) => !isRunning(upload) && upload.phase !== 'done' && upload.phase !== 'reading',
  );
  const done = own.filter(({ phase }) => phase === 'done');
  return (
    <section aria-labelledby="uploads-title">
      <Group justify="space-between" mb="xs" mih={30}>
        <Title order={2} id="uploads-title">
          Uploads
        </Title>
        <Group gap="xs">
          {done.length > 0 && (
            <Button size="xs" variant="default" onClick={() => done.forEach(({ id }) => uploads.remove(id))}>
              Clear {formatCount(done.length, 'finished upload')}
            </Button>
          )}
          {ready.length > 1 && (
            <Button size="xs" onClick={() => ready.forEach(({ id }) => uploads.publish(id))}>
              Publish all {ready.length}
            </Button>
          )}
        </Group>
      </Group>
      <Stack gap="xs">
        {own.map((upload) => (
          <UploadCard key={upload.id} upload={upload} branches={branches} releases={releases} />
        ))}
      </Stack>
    </section>
  );
}
