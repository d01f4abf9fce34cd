import { Modal, Radio, Stack, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input } from '../../../shared/contract.ts';
import { RecordKind } from '../../../shared/model/transfer.ts';
import { fetchRecords } from '../../../shared/record-files.ts';
import { messageOf, valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { FormFooter } from '../../components/form-footer.tsx';
import { saveFile } from '../../lib/save-file.ts';
import { recordKindWords } from '../../lib/words.ts';

/** Writes records into a file that the browser or the window saves. */
export function ExportRecords({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [what, setWhat] = useState<'all' | RecordKind>('all');
  const [privateKey, setPrivateKey] = useState(false);
  const { invoke } = useConnection();
  const call = useMutation({
    mutationFn: (input: Input<'records.export'>) =>
      fetchRecords(async (channel, of) => valueOf(await invoke(channel, of)), input),
  });
  const save = async () => {
    const { fileName, parts } = await call.mutateAsync(
      what === 'all' ? { format: 'json', privateKey } : { format: 'csv', kind: what },
    );
    saveFile(fileName, parts, what === 'all' ? 'application/json' : 'text/csv');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Export">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save().catch(() => undefined); // the footer says why
        }}
      >
        <Stack gap="sm">
          <Radio.Group
            label="What to write"
            value={what}
            onChange={(value) => setWhat(value === 'all' ? value : RecordKind.parse(value))}
          >
            <Stack gap={6} mt={4}>
              <Radio value="all" label="Everything, as JSON: for another Lanyard" data-autofocus />
              {RecordKind.options.map((kind) => (
                <Radio key={kind} value={kind} label={`${recordKindWords[kind]}, as CSV`} />
              ))}
            </Stack>
          </Radio.Group>
          {what === 'all' && (
            <Switch
              label="With the private keys"
              description="Another machine needs them to answer in your name. Keep the file as you keep the keys themselves."
              checked={privateKey}
              onChange={({ currentTarget }) => setPrivateKey(currentTarget.checked)}
            />
          )}
          <FormFooter
            error={call.error && messageOf(call.error)}
            onCancel={onClose}
            submit="Save the file"
            pending={call.isPending}
          />
        </Stack>
      </form>
    </Modal>
  );
}
