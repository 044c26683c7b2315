import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { documents } from './build/documents.ts';
import { strictStyles } from './build/explorer.ts';
import { precompress } from './build/precompress.ts';

/**
 * The API explorer, built apart so that it can't change what the pages of the console consist of. After the console, into
 * whose folder it goes.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/explorer/',
  publicDir: false,
  // The manifest of documents comes with the console: those of the explorer are among them.
  plugins: [{ ...documents(), generateBundle: undefined }, react(), strictStyles(), precompress()],
  build: {
    outDir: fileURLToPath(new URL('./dist/explorer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // An editor is as large as it is, and is fetched by those who open it.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: fileURLToPath(new URL('./explorer.html', import.meta.url)) },
  },
});
