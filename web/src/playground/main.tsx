import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Playground } from './Playground.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('playground.html has no element "root".');
createRoot(root).render(
  <StrictMode>
    <Playground />
  </StrictMode>,
);
