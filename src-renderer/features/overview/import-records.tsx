import { Checkbox, FileInput, Modal, Select, Stack, Switch, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { decodeText, ENCODING_ADVICE } from '../../../shared/decode-text.ts';
import { type ImportReport, RecordKind } from '../../../shared/model/transfer.ts';
import { limits } from '../../../shared/limits.ts';
import { sendRecords } from '../../../shared/record-files.ts';
import { ApiError, messageOf, valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useCall } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { tellDone } from '../../components/toast.tsx';
import { formatCount } from '../../lib/format.ts';
import { recordKindWords } from '../../lib/words.ts';
import { ImportFindings } from './import-findings.tsx';

type Chosen = { fileName: string; file: string; kind?: RecordKind; ignore: string[] };

/** Takes in records from a file: first it shows what is in it and what is wrong with it, then it is confirmed. */
export function ImportRecords({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Import" size="lg">
      <ImportForm onClose={onClose} />
    </Modal>
  );
}

/** Begins anew each time the dialog opens. */
function ImportForm({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<RecordKind | null>(null);
  /** The file that was looked through, and what was found; another look leaves it there until it has ended. */
  const [looked, setLooked] = useState<{ chosen: Chosen; report: ImportReport } | null>(null);
  const [skipBad, setSkipBad] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { invoke } = useConnection();
  const look = useCall('records.import');
  const take = useCall('records.import');

  const choose = async (nextFile: File | null, nextKind: RecordKind | null) => {
    setFile(nextFile);
    setKind(nextKind);
    setLooked(null);
    setProblem(null);
    if (!nextFile) return;
    try {
      const held = await sendRecords(
        async (channel, input) => valueOf(await invoke(channel, input)),
        await read(nextFile),
      );
      await lookThrough({
        ...{ fileName: nextFile.name, file: held, ignore: [] },
        ...(nextKind && { kind: nextKind }),
      });
    } catch (error) {
      setProblem(error);
    }
  };
  const lookThrough = async (chosen: Chosen) =>
    setLooked({ chosen, report: await look.mutateAsync({ ...chosen, dryRun: true }) });
  const { chosen, report } = looked ?? {};
  const fresh = report ? RecordKind.options.reduce((sum, of) => sum + report.counts[of].new, 0) : 0;
  const hasBad = report !== undefined && report.problems.length > 0;
  const canTake =
    report !== undefined && !look.isPending && (fresh > 0 || report.vendor) && (!hasBad || skipBad);
  const askedColumns = report && chosen ? [...new Set([...chosen.ignore, ...report.restricting])] : [];
  const save = async () => {
    if (!canTake || !chosen) return;
    try {
      await take.mutateAsync({ ...chosen, skipBad });
      tellDone(`${formatCount(fresh, 'record')} imported.`);
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <FileInput
          label="File"
          description="JSON, or CSV with one kind of record. Nothing is changed before you confirm."
          placeholder="Choose a file"
          accept=".json,.csv,.tsv,.txt,application/json,text/csv"
          leftSection={<IconFileImport size={16} />}
          value={file}
          onChange={(next) => void choose(next, kind)}
          clearable
          clearButtonProps={{ 'aria-label': 'Choose no file' }}
          data-autofocus
        />
        <Select
          label="What it holds"
          placeholder="What its name and columns tell"
          data={RecordKind.options.map((value) => ({ value, label: recordKindWords[value] }))}
          value={kind}
          onChange={(value) => void choose(file, value === null ? null : RecordKind.parse(value))}
          clearable
          clearButtonProps={{ 'aria-label': 'Let the file tell' }}
        />
        {look.isPending && <Text size="sm">Looking through the file…</Text>}
        {report && <ImportFindings report={report} />}
        {chosen && askedColumns.length > 0 && (
          <Checkbox.Group
            label="Columns that may be restrictions, and are not understood"
            description="Their rows are bad rows. Tick a column to ignore it: what it says is lost."
            value={chosen.ignore}
            onChange={(ignore) => void lookThrough({ ...chosen, ignore }).catch(setProblem)}
          >
            <Stack gap={6} mt="xs">
              {askedColumns.map((column) => (
                <Checkbox key={column} value={column} label={<bdi>{column}</bdi>} disabled={look.isPending} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {hasBad && fresh > 0 && (
          <Switch
            label="Leave the bad rows out"
            checked={skipBad}
            onChange={({ currentTarget }) => setSkipBad(currentTarget.checked)}
          />
        )}
        <FormFooter
          error={problem !== null && messageOf(problem)}
          onCancel={onClose}
          submit={fresh > 0 ? `Import ${formatCount(fresh, 'record')}` : 'Import'}
          pending={take.isPending}
          disabled={!canTake}
        />
      </Stack>
    </form>
  );
}

/** @throws {ApiError} when the file is too large, cannot be read, or is in no encoding that is understood */
async function read(file: File): Promise<string> {
  if (file.size > 2 * limits.importLength)
    throw new ApiError({
      code: 'file_too_large',
      message: 'The file is too large: split it, or use CSV.',
    });
  const bytes = await file.arrayBuffer().catch(() => {
    throw new ApiError({ code: 'file_unreadable', message: 'The file cannot be read. Choose it again.' });
  });
  const content = decodeText(new Uint8Array(bytes));
  if (content === null) throw new ApiError({ code: 'file_unreadable', message: ENCODING_ADVICE });
  return content;
}
