import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    rolldownOptions: { input: { main: 'src/main.ts', command: 'src/command.ts' } },
    outDir: 'dist',
    target: 'node24',
    sourcemap: true,
    emptyOutDir: true,
  },
  ssr: { noExternal: [/^@kolony\//] },
});
