import { Group, Paper, Title } from '@mantine/core';
import { useId } from 'react';

type PanelProps = {
  title: string;
  /** At the right of the title. */
  aside?: React.ReactNode;
  children: React.ReactNode;
};

/** A framed part of a page with a heading of its own. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id} miw={0}>
      <Group justify="space-between" mb="xs" mih={24} wrap="nowrap">
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
