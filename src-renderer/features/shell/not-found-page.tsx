import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Nothing } from '../../components/states.tsx';

/** For an address that no page has. */
export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Nothing
        icon={<IconMapQuestion />}
        title="Nothing is here"
        action={
          <Button component={Link} to="/">
            Go to the overview
          </Button>
        }
      >
        The address names no page of Lanyard.
      </Nothing>
    </Page>
  );
}
