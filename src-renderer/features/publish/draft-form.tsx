import {
  Alert,
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { limits } from '../../../shared/limits.ts';
import { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { BranchView, ReleaseView } from '../../../shared/model/views.ts';
import { PairsInput } from '../../components/pairs-input.tsx';
import { DEFAULT_LINE, feedMetadataHelp, releaseStatusWords } from '../../lib/words.ts';
import { draftLatest } from './draft-latest.ts';
import { draftProblems } from './draft-problems.ts';
import { canBeLatest, type Upload, waitingVersions } from './upload.ts';
import { useUploadList, useUploads } from './uploads-context.tsx';

type DraftFormProps = {
  upload: Upload;
  branches: readonly BranchView[];
  releases: readonly ReleaseView[];
};

const PLATFORMS = ['windows', 'macos', 'linux'];
const statuses = ReleaseStatus.options.map((value) => ({ value, label: releaseStatusWords[value].label }));

/** What the vendor says of a file before it is published; it stays as typed when that fails. */
export function DraftForm({ upload, branches, releases }: DraftFormProps) {
  const uploads = useUploads();
  const [tried, { open: setTried }] = useDisclosure(false);
  const { draft, id, error, versionSource, phase } = upload;
  const [more, { open: showMore }] = useDisclosure(
    draft.notes !== '' ||
      draft.rolloutPercent !== '' ||
      draft.licenses.length > 0 ||
      draft.metadata.length > 0,
  );
  const edit = (change: Partial<typeof draft>) => uploads.edit(id, change);
  const latest = draftLatest(draft, releases, waitingVersions(upload, useUploadList()));
  const problems = draftProblems(draft, releases, upload.file.name);
  const publish = () => {
    if (problems.version || problems.metadata) setTried();
    else uploads.publish(id);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        publish();
      }}
    >
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm" mt="sm">
        <TextInput
          label="Version"
          description={versionSource ? `from ${versionSource}` : 'as clients name it'}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.version}
          onChange={({ currentTarget }) => edit({ version: currentTarget.value })}
          error={(tried || problems.certain) && problems.version}
          required
          withAsterisk={false}
        />
        <Select
          label="Branch"
          data={[
            { value: '', label: DEFAULT_LINE },
            ...branches.map(({ name }) => ({ value: name, label: name })),
          ]}
          value={draft.branch}
          onChange={(branch) => edit({ branch: branch ?? '' })}
          allowDeselect={false}
        />
        <Autocomplete
          label="Platform"
          placeholder="any platform"
          data={PLATFORMS}
          value={draft.platform}
          onChange={(platform) => edit({ platform })}
          maxLength={256}
        />
        <Select
          label="Status"
          description={releaseStatusWords[draft.status].help}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={statuses}
          value={draft.status}
          onChange={(status) => status && edit({ status })}
          allowDeselect={false}
        />
      </SimpleGrid>
      {more && (
        <>
          <Textarea
            label="Notes"
            mt="sm"
            autosize
            minRows={2}
            maxRows={10}
            maxLength={limits.notesLength}
            dir="auto"
            value={draft.notes}
            onChange={({ currentTarget }) => edit({ notes: currentTarget.value })}
          />
          <NumberInput
            label="Rollout"
            description="Offered as the newest to so many of a hundred licences, always the same ones"
            placeholder="all, or as before"
            mt="sm"
            suffix=" %"
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="strict"
            value={draft.rolloutPercent}
            onChange={(percent) => edit({ rolloutPercent: typeof percent === 'number' ? percent : '' })}
          />
          <TagsInput
            label="Reserved for licences"
            description="Keys or ids, each followed by Enter. Empty = every licence of the product."
            mt="sm"
            maxTags={limits.licensesPerRelease}
            value={draft.licenses}
            onChange={(licenses) => edit({ licenses })}
          />
          <PairsInput
            mt="sm"
            description={feedMetadataHelp}
            value={draft.metadata}
            onChange={(metadata) => edit({ metadata })}
            error={tried && problems.metadata}
          />
        </>
      )}
      {error && (
        <Alert
          color="red"
          mt="sm"
          icon={<IconAlertTriangle size={18} />}
          role="alert"
          title="It was not published"
        >
          {error.message}
        </Alert>
      )}
      <Group justify="space-between" mt="sm">
        <Checkbox
          label="Make it the latest of its branch"
          description={latest.why}
          checked={latest.checked}
          disabled={!canBeLatest(draft)}
          onChange={({ currentTarget }) => edit({ latest: currentTarget.checked })}
        />
        <Group gap="xs">
          {!more && (
            <Button size="xs" variant="subtle" onClick={showMore}>
              Notes, rollout and more
            </Button>
          )}
          <Button size="xs" type="submit">
            {phase === 'failed' || phase === 'cancelled' ? 'Try again' : 'Publish'}
          </Button>
        </Group>
      </Group>
    </form>
  );
}
