import { Button, Code } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { useRouteError } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Nothing } from '../../components/states.tsx';

/** Stands in for a page that failed; the others go on working. */
export function BrokenPage() {
  const error = useRouteError();
  return (
    <Page title="This page failed">
      <Nothing
        icon={<IconBug />}
        title="This page failed"
        action={<Button onClick={() => location.reload()}>Reload the window</Button>}
      >
        Nothing was lost on the server. <Code>{error instanceof Error ? error.message : String(error)}</Code>
      </Nothing>
    </Page>
  );
}
