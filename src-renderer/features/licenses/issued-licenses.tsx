import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { LicenseView } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatCount } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import classes from './issued-licenses.module.css';
import { licensesCsv } from './licenses-csv.ts';

/** Up to so many keys have a button each; nobody copies more one by one, and a thousand buttons are slow to draw and to tab through. */
const ONE_BY_ONE = 20;

/** The keys of licences that were just issued, to copy or to save. */
export function IssuedLicenses({
  licenses,
  onDone,
}: {
  licenses: readonly LicenseView[];
  onDone: () => void;
}) {
  const oneByOne = licenses.length <= ONE_BY_ONE;
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []); // the button that had the focus is gone
  return (
    <Stack gap="sm">
      <Text size="sm">
        {formatCount(licenses.length, 'licence')} issued. A key can be seen again at any time.
      </Text>
      <ul className={classes.keys} aria-label="Keys" tabIndex={oneByOne ? undefined : 0}>
        {licenses.map(({ id, key }) => (
          <li key={id}>
            <code>{key}</code>
            {oneByOne && <CopyButton value={key} label="Copy this key" />}
          </li>
        ))}
      </ul>
      <Group justify="space-between">
        <Group gap="xs">
          {licenses.length > 1 && (
            <CopyButton
              value={licenses.map(({ key }) => key).join('\n')}
              label="one key on each line"
              text="Copy all"
            />
          )}
          <Button
            variant="default"
            size="sm"
            leftSection={<IconFileSpreadsheet size={16} />}
            onClick={() => saveFile('licences.csv', licensesCsv(licenses), 'text/csv')}
          >
            Save as CSV
          </Button>
        </Group>
        <Button ref={done} onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
