import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Builds parts of the web app for tests in a browser: `--outDir` says where to. */
export default defineConfig({
  plugins: [react()],
  root: path('answer'),
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
    emptyOutDir: true,
    rolldownOptions: { input: { index: path('answer/index.html') } },
  },
});
