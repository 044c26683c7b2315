import { defineConfig } from 'vitest/config';

/**
 * What decorators say of a type is known for good, so files with types of their own get a process of their own; so does the
 * one that counts on how deep the stack reaches, which changes with what has run before, and the one that loads modules anew.
 */
const alone = [
  'tests/guide.test.ts',
  'tests/mini-program.pages.test.ts',
  'src/reading/reading.test.ts',
  'src/server/limits/shape.test.ts',
];
const shared = { setupFiles: ['reflect-metadata'], testTimeout: 30_000, hookTimeout: 60_000 };
// Node loads graphql's CommonJS build for its dependents; a second copy would not recognise their types.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

export default defineConfig({
  test: {
    globalSetup: ['./tests/global-setup.ts'],
    // They wait for the database and for each other more than they compute.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          ...shared,
          name: 'together',
          include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
          exclude: alone,
          // To import all that they import takes longer than most of them.
          isolate: false,
        },
      },
      { resolve, test: { ...shared, name: 'alone', include: alone } },
    ],
  },
});
