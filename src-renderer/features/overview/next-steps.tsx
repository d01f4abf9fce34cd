import { Button, Group, Text, ThemeIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Panel } from '../../components/panel.tsx';
import { ConnectClient } from './connect-client.tsx';
import classes from './next-steps.module.css';
import { useProgress } from './use-progress.ts';

/** What to do until the first client has downloaded something; after that, nothing. */
export function NextSteps() {
  const progress = useProgress();
  if (!progress || progress.downloaded) return null;
  const { product, release, license } = progress;
  const steps = [
    {
      title: 'Create a product',
      done: product !== undefined,
      help: 'What you sell, with a name and a number.',
      action: { to: '/products', label: 'Go to the products' },
    },
    {
      title: 'Drop a file',
      done: release !== undefined,
      help: 'Drag a JAR, an installer or an archive onto the page of the product. That makes a release.',
      action: { to: product ? `/products/${product.id}` : '/products', label: 'Go to the product' },
    },
    {
      title: 'Issue a licence',
      done: license !== undefined,
      help: 'A key that lets a client download what you published.',
      action: {
        to: product ? `/licenses?new&product=${product.id}` : '/licenses?new',
        label: 'Issue a licence',
      },
    },
    {
      title: 'Connect a client',
      done: false,
      help: 'This line downloads the release the way a client does.',
      action: null,
    },
  ];
  const current = steps.findIndex(({ done }) => !done);
  return (
    <Panel title="What to do next">
      <ol className={classes.steps}>
        {steps.map(({ title, done, help, action }, index) => (
          <li key={title} className={classes.step} aria-current={index === current ? 'step' : undefined}>
            <ThemeIcon
              size={26}
              radius="xl"
              variant={done || index === current ? 'filled' : 'light'}
              color={done ? 'teal.9' : index === current ? 'indigo' : 'gray'}
            >
              {done ? <IconCheck size={16} aria-label="Done" /> : <Text size="xs">{index + 1}</Text>}
            </ThemeIcon>
            <div className={classes.body}>
              <Group justify="space-between" wrap="nowrap" mih={26}>
                <Text size="sm" fw={index === current ? 600 : 400} {...(done && { c: 'dimmed' })}>
                  {title}
                </Text>
                {index === current && action && (
                  <Button component={Link} to={action.to} size="xs">
                    {action.label}
                  </Button>
                )}
              </Group>
              {index === current && (
                <Text size="sm" c="dimmed">
                  {help}
                </Text>
              )}
              {index === current && action === null && <ConnectClient progress={progress} />}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
