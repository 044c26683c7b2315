import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What one file has imported the next has too: most of them are done sooner than their imports would be.
  test: { globalSetup: './tests/global-setup.ts', isolate: false, testTimeout: 30_000, hookTimeout: 60_000 },
});
