import { defineConfig } from 'vitest/config';

/** Tests of the repository itself. Each package has a config of its own. */
export default defineConfig({ test: { include: ['scripts/**/*.test.ts'] } });
