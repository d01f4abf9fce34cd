import { Group, Text } from '@mantine/core';
import { CopyButton } from '../../components/copy-button.tsx';
import classes from './connect-page.module.css';

type SnippetPartProps = { title: string; text: string; copy: () => Promise<string> };

/** Lines to paste, under what they are. */
export function SnippetPart({ title, text, copy }: SnippetPartProps) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text size="sm" fw={600} component="h2">
          {title}
        </Text>
        <CopyButton value={copy} label={`Copy: ${title}`} />
      </Group>
      <pre className={classes.code}>
        <code>{text.trimEnd()}</code>
      </pre>
    </section>
  );
}
