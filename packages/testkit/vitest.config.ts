import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: fileURLToPath(new URL('./src/global-setup.ts', import.meta.url)) },
});
