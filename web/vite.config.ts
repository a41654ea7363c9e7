import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const gateway = process.env.GATEWAY_URL ?? 'http://localhost:4000';

/**
 * The page that draws diagrams is sandboxed to an origin of its own, which is called "null": in development its modules
 * have to be readable from there, as the gateway lets its built ones be. Nothing else is.
 */
const modulesForSandbox: Plugin = {
  name: 'modules-for-sandbox',
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const isModule = /^\/(?:@vite|@fs|@id|@react-refresh|src|node_modules)/.test(request.url ?? '');
      if (request.headers.origin === 'null' && isModule)
        response.setHeader('access-control-allow-origin', 'null');
      next();
    });
  },
};

export default defineConfig({
  plugins: [react(), modulesForSandbox],
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Monaco is large whatever one does; it loads in the playground only.
    chunkSizeWarningLimit: 4000,
    // Fonts and pictures are files: the policy of the pages allows no others (docs/operating.md).
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: page('index.html'),
        playground: page('playground.html'),
        diagram: page('diagram.html'),
      },
    },
  },
  worker: { format: 'es' },
  // GraphiQL's CommonJS leaves, which `vite dev` would otherwise serve unconverted.
  optimizeDeps: {
    include: [
      'monaco-graphql > picomatch-browser',
      'monaco-graphql > graphql-language-service',
      'graphql-language-service > nullthrows',
      'graphql',
      'prettier/standalone',
      'prettier/plugins/graphql',
    ],
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/graphql': { target: gateway, ws: true },
      '/uploads': gateway,
      '/downloads': gateway,
      '/api/auth': gateway,
      '/.well-known': gateway,
      // The gateway serves it under this name; in development it is a page of this server.
      '^/playground$': { target: gateway, bypass: () => '/playground.html' },
    },
  },
});
