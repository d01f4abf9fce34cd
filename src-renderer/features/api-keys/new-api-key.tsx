import { Button, Checkbox, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { contract } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import { Scope } from '../../../shared/model/enums.ts';
import { useCall } from '../../api/use-channel.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { FormFooter } from '../../components/form-footer.tsx';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';
import { scopeWords } from '../../lib/words.ts';

type Values = { name: string; reach: 'everything' | 'some'; scopes: Scope[]; lastDay: string };

const inputOf = ({ name, reach, scopes, lastDay }: Values) => ({
  name,
  ...(reach === 'some' && { scopes }),
  ...(lastDay !== '' && { expiresAt: endOf(lastDay) }),
});

/** The end of a day here, as a moment. @param day `2027-01-31` */
function endOf(day: string): string {
  const end = new Date(`${day}T23:59:59.999`);
  return Number.isNaN(end.getTime()) ? day : end.toISOString();
}

/** Makes an API key: first what it may do, then the key itself, which is shown this once. */
export function NewApiKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title="New API key">
      <FormThenKey onClose={onClose} />
    </Modal>
  );
}

/** A closed dialog forgets its content, and the key with it. */
function FormThenKey({ onClose }: { onClose: () => void }) {
  const [key, setKey] = useState<string | null>(null);
  return key === null ? (
    <KeyForm onClose={onClose} onMade={setKey} />
  ) : (
    <MadeKey value={key} onDone={onClose} />
  );
}

function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const create = useCall('apiKeys.create');
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: { name: '', reach: 'some', scopes: [], lastDay: '' },
    validate: (values) => {
      const { expiresAt: lastDay, ...errors } = schemaErrors(
        contract['apiKeys.create'].input,
        inputOf(values),
      );
      if (values.reach === 'some' && values.scopes.length === 0)
        errors['scopes'] = 'Choose at least one scope.';
      return lastDay ? { ...errors, lastDay } : errors;
    },
  });
  const save = async (values: Values) => {
    try {
      onMade((await create.mutateAsync(inputOf(values))).key);
    } catch (error) {
      form.setErrors(replyErrors(error, { invalid_input: 'lastDay' }, ['name', 'scopes']));
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="What uses it, so that you know which one to revoke"
          data-autofocus
          dir="auto"
          maxLength={limits.nameLength}
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <SegmentedControl<Values['reach']>
          aria-label="What it may do"
          data={[
            { value: 'some', label: 'Only what is chosen' },
            { value: 'everything', label: 'Everything' },
          ]}
          {...form.getInputProps('reach')}
        />
        {form.values.reach === 'some' && (
          <Checkbox.Group label="Scopes" {...form.getInputProps('scopes')}>
            <Stack gap={6} mt={4}>
              {Scope.options.map((scope) => (
                <Checkbox key={scope} value={scope} label={scopeWords[scope]} description={scope} size="xs" />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <TextInput
          type="date"
          label="Last day"
          description="It never expires when left empty"
          w={200}
          {...form.getInputProps('lastDay')}
        />
        <FormFooter
          error={form.errors['form']}
          onCancel={onClose}
          submit="Create"
          pending={create.isPending}
        />
      </Stack>
    </form>
  );
}

function MadeKey({ value, onDone }: { value: string; onDone: () => void }) {
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []); // the button that had the focus is gone
  return (
    <Stack gap="sm">
      <Text size="sm">
        Copy the key now: only a hash of it is kept, so it cannot be shown again. Tools send it as{' '}
        <code>Authorization: Bearer …</code>
      </Text>
      <CopyLine value={value} label="Copy the API key" wrap />
      <Button ref={done} onClick={onDone} style={{ alignSelf: 'flex-end' }}>
        Done
      </Button>
    </Stack>
  );
}
