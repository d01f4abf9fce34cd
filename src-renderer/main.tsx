import './lib/zod-without-eval.ts';
import './lib/style-nonce.ts';
import './global.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseConnection } from './api/choose-connection.ts';
import { App } from './app.tsx';

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <App connection={chooseConnection()} />
  </StrictMode>,
);
