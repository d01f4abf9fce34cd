import { ActionIcon, Group, Loader, Paper, Text, ThemeIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconFile, IconX } from '@tabler/icons-react';
import type { BranchView, ReleaseView } from '../../../shared/model/views.ts';
import { Name } from '../../components/name.tsx';
import { formatBytes } from '../../lib/format.ts';
import { lineName, platformName } from '../../lib/words.ts';
import { DraftForm } from './draft-form.tsx';
import { isRunning, type Upload } from './upload.ts';
import { UploadProgress } from './upload-progress.tsx';
import { useUploads } from './uploads-context.tsx';

type UploadCardProps = {
  upload: Upload;
  branches: readonly BranchView[];
  releases: readonly ReleaseView[];
};

/** One file on its way to a release: what is said of it, how far it is, and how it ended. */
export function UploadCard({ upload, branches, releases }: UploadCardProps) {
  const uploads = useUploads();
  const { id, file, phase, draft } = upload;
  const running = isRunning(upload);
  return (
    <Paper withBorder p="sm" component="article" aria-label={file.name}>
      <Group wrap="nowrap" gap="sm">
        <PhaseIcon upload={upload} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Name fw={550} size="sm">
            {file.name}
          </Name>
          <Text size="xs" c="dimmed" component="div">
            {formatBytes(file.size)}
            {(running || phase === 'done') && (
              <>
                {' · '}
                {phase === 'done' && 'published as '}
                <bdi>{draft.version}</bdi> · <bdi>{lineName(draft.branch || null)}</bdi> ·{' '}
                <bdi>{platformName(draft.platform || null)}</bdi>
              </>
            )}
          </Text>
        </div>
        {!running && (
          <Tooltip label={phase === 'done' ? 'Clear' : 'Remove'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${phase === 'done' ? 'Clear' : 'Remove'} ${file.name}`}
              onClick={() => uploads.remove(id)}
            >
              <IconX size={18} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {running && <UploadProgress upload={upload} onCancel={() => uploads.cancel(id)} />}
      {!running && phase !== 'done' && phase !== 'reading' && (
        <DraftForm upload={upload} branches={branches} releases={releases} />
      )}
    </Paper>
  );
}

function PhaseIcon({ upload: { phase } }: { upload: Upload }) {
  if (phase === 'reading') return <Loader size={28} aria-label="Reading the file" />;
  const [color, icon] =
    phase === 'done'
      ? (['teal', <IconCheck key="i" size={18} />] as const)
      : (['gray', <IconFile key="i" size={18} />] as const);
  return (
    <ThemeIcon variant="light" color={color} size={30}>
      {icon}
    </ThemeIcon>
  );
}
