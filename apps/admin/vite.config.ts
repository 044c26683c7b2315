import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkOf, sharedChunkOf } from './build/chunks.ts';
import { documents } from './build/documents.ts';
import { entryPages } from './build/entries.ts';
import { plainIcons } from './build/icons.ts';
import { precompress } from './build/precompress.ts';

const gateway = 'http://127.0.0.1:4000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [documents(), plainIcons(), react(), entryPages(), precompress()],
  build: {
    outDir: fileURLToPath(new URL('./dist', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // Every browser of that year knows how to fetch modules ahead.
    modulePreload: { polyfill: false },
    // The content security policy has no data: for fonts and scripts; icons are components.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: chunkOf }, { name: sharedChunkOf, minShareCount: 2 }],
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
