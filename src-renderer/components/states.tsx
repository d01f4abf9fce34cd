import { Alert, Button, EmptyState, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { messageOf } from '../api/api-error.ts';

type NothingProps = {
  icon: React.ReactNode;
  title: string;
  children: React.ReactNode;
  /** What to do about it. */
  action?: React.ReactNode;
};

/** A place that is empty, and what would fill it. */
export function Nothing({ icon, title, children, action }: NothingProps) {
  return (
    <EmptyState icon={icon} title={title} description={children} variant="light" py="xl">
      {action && <EmptyState.Actions>{action}</EmptyState.Actions>}
    </EmptyState>
  );
}

/** A place whose content could not be read, with a way to try again. */
export function Unreadable({ what, error, retry }: { what: string; error: unknown; retry: () => unknown }) {
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={20} />}
      title={`${what} could not be read`}
      role="alert"
    >
      <Group justify="space-between" align="center" gap="sm">
        <Text size="sm">{messageOf(error)}</Text>
        <Button size="xs" variant="default" onClick={() => void retry()}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}

/** Stands where rows will be. */
export function LoadingRows({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
