import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import classes from './page.module.css';

type PageProps = {
  /** Names the page in its heading and in the window's title. */
  title: string;
  /** Shown above the heading, e.g. the way back. */
  above?: React.ReactNode;
  /** Shown under the heading. */
  below?: React.ReactNode;
  /** Buttons at the right of the heading. */
  actions?: React.ReactNode;
  /** Fills the window's height and scrolls inside, instead of the whole page. */
  fill?: boolean;
  children: React.ReactNode;
};

/** The frame of a page: heading, actions, content. */
export function Page({ title, above, below, actions, fill = false, children }: PageProps) {
  useDocumentTitle(`${title} · Lanyard`);
  return (
    <div className={classes.root} data-fill={fill || undefined}>
      <header className={classes.header}>
        {above}
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
          <Title order={1} className={classes.title} dir="auto" lineClamp={2} title={title}>
            {title}
          </Title>
          {actions && (
            <Group gap="xs" wrap="nowrap" className={classes.actions}>
              {actions}
            </Group>
          )}
        </Group>
        {below}
      </header>
      {children}
    </div>
  );
}
