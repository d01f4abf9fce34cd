import { Group, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { TermsForm } from './terms.ts';

/** Which releases licences may have: up to a version, or published until a day. */
export function MaintenanceFields({ form }: { form: UseFormReturnType<TermsForm> }) {
  return (
    <Group grow gap="sm" align="flex-start">
      <TextInput
        label="Releases up to version"
        placeholder="any; 2 means all of 2.x"
        {...form.getInputProps('maxVersion')}
      />
      <TextInput
        label="Releases published until"
        type="date"
        title="The last day; empty: no end"
        {...form.getInputProps('releasesUntil')}
      />
    </Group>
  );
}
