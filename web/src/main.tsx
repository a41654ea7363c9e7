import '@mantine/core/styles.css';
import './app/global.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { styleNonce } from './app/style-nonce.ts';
import { allowTextOnly } from './app/trusted-types.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root".');
allowTextOnly();
// Of the scroll lock under dialogs, which asks there for it.
setNonce(styleNonce());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
