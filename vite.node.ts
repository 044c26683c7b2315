import type { UserConfig } from 'vite';

/**
 * How a Node program of the workspace is built: everything in one bundle, dependencies included, so that it starts fast,
 * needs little memory and finds nothing at run time but what was built. Native modules stay outside.
 */
export function nodeProgram(input: Record<string, string>): UserConfig {
  return {
    build: {
      ssr: true,
      rolldownOptions: { input },
      outDir: 'dist',
      target: 'node24',
      sourcemap: true,
      emptyOutDir: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 20_000,
    },
    ssr: { noExternal: true, external: ['@node-rs/argon2', 'pg-native', 'class-validator'] },
    // One copy of graphql: its modules and its CommonJS build don't recognise each other's types.
    resolve: {
      alias: [
        // In a bundle of modules it finds no `require`, and would hash in JavaScript.
        { find: '@apollo/utils.createhash', replacement: 'node:crypto' },
        { find: /^graphql$/, replacement: 'graphql/index.mjs' },
        { find: /^graphql\/(.*)\.js$/, replacement: 'graphql/$1.mjs' },
      ],
    },
  };
}
