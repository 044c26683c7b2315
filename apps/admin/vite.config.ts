import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { documents } from './build/documents.ts';
import { precompress } from './build/precompress.ts';

const gateway = 'http://127.0.0.1:4000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [documents(), react(), precompress()],
  build: {
    outDir: fileURLToPath(new URL('./dist', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // The content security policy has no data: for fonts and scripts; icons are components.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What many pages use comes in a few files rather than in dozens of small ones; the pages before sign-in use
        // none of it.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'ui',
              test: /node_modules\/.*(@mui|@emotion|@popperjs|react-transition-group)/,
              minShareCount: 3,
            },
            { name: 'kit', test: /src\/shared\/(list|ui|hooks|record)\/|@tanstack/, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/graphql': { target: gateway, ws: true },
      '/files': gateway,
      '/imports': gateway,
    },
  },
});
