import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDatabaseOff } from '@tabler/icons-react';
import type { DesktopProblem } from '../../../shared/desktop.ts';
import { useDesktop, useOrder } from './use-desktop.ts';

/** What stands in the heading, by the code of the problem. */
const titles: Record<string, string> = {
  missing: 'The data folder is not there',
  foreign: 'Which folder should Lanyard use?',
  no_database: 'The database is missing',
  newer: 'The data folder is from a newer Lanyard',
  corrupt: 'The data folder is damaged',
  in_use: 'The data folder is in use',
  no_key: 'The master key is missing',
  wrong_key: 'The master key is another one',
  not_writable: 'The data folder cannot be written',
  disk_full: 'The disk is full',
};

/** Shown instead of the pages while no server runs and none will without help: what is wrong, and what to do. */
export function DesktopTrouble({ problem }: { problem: DesktopProblem }) {
  const status = useDesktop();
  const { busy, order } = useOrder();
  const title = titles[problem.code] ?? 'The server does not run';
  useDocumentTitle(`${title} · Lanyard`);
  // A folder that holds other things becomes no data folder by another try.
  const buttons =
    problem.code === 'foreign'
      ? { choose: 'filled', retry: 'default' }
      : { choose: 'default', retry: 'filled' };
  return (
    <Center h="100%" p="xl">
      <Stack maw={560} gap="sm" role="alert">
        <IconDatabaseOff size={44} stroke={1.5} aria-hidden />
        <Title order={1}>{title}</Title>
        <Text>{problem.message}</Text>
        {status && (
          <Text size="sm" c="dimmed">
            Data folder <bdi>{status.dataFolder}</bdi>
          </Text>
        )}
        <Group gap="xs" mt="xs">
          <Button variant={buttons.retry} loading={busy} onClick={() => void order('desktop.retry', {})}>
            Try again
          </Button>
          <Button
            variant={buttons.choose}
            disabled={busy}
            onClick={() => void order('desktop.chooseFolder', {})}
          >
            Choose another folder
          </Button>
          {problem.code === 'missing' ? (
            <Button variant="default" disabled={busy} onClick={() => void order('desktop.createFolder', {})}>
              Start with an empty one
            </Button>
          ) : (
            <Button variant="default" disabled={busy} onClick={() => void order('desktop.showFolder', {})}>
              Show the folder
            </Button>
          )}
        </Group>
      </Stack>
    </Center>
  );
}
