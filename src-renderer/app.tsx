import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import type { Connection } from './api/connection.ts';
import { ConnectionProvider } from './api/connection-context.tsx';
import { createQueryClient } from './api/query-client.ts';
import { ConfirmProvider } from './components/confirm.tsx';
import { DeletionsProvider } from './features/deletions/deletions-context.tsx';
import { UploadsProvider } from './features/publish/uploads-context.tsx';
import { styleNonce } from './lib/style-nonce.ts';
import { createRouter } from './routes.tsx';
import { cssVariables, theme } from './theme.ts';

/** Everything the pages share, outermost first. */
export function App({ connection }: { connection: Connection }) {
  const [client] = useState(() => createQueryClient(connection));
  const [router] = useState(createRouter);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <ConnectionProvider value={connection}>
        <QueryClientProvider client={client}>
          <UploadsProvider>
            <DeletionsProvider>
              <ConfirmProvider>
                <RouterProvider router={router} />
              </ConfirmProvider>
            </DeletionsProvider>
          </UploadsProvider>
        </QueryClientProvider>
      </ConnectionProvider>
      <Notifications position="bottom-right" limit={4} />
    </MantineProvider>
  );
}
