import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, mergeConfig } from 'vite';
import { nodeProgram } from '../../../vite.node.ts';

/** `pnpm bench <name>` builds src/<name>.bench.ts and runs it in a process of its own; without a name it lists them. */
const root = join(import.meta.dirname, '..');
const outDir = join(root, 'node_modules/.cache/bench');
const benches = globSync('src/*.bench.ts', { cwd: root })
  .sort()
  .map((path) => ({ name: basename(path, '.bench.ts'), path }));

/** The first sentence of its docstring. */
function describe(path: string): string {
  const text = /\/\*\*(.*?)\*\//s.exec(readFileSync(join(root, path), 'utf8'))?.[1] ?? '';
  return text.replace(/\n? \* ?/g, ' ').trim();
}

// Building sets NODE_ENV here; what is measured runs as it would without.
const env = { ...process.env };
const [name, ...rest] = process.argv.slice(2);
const bench = benches.find((known) => known.name === name);
if (bench) {
  await build(
    mergeConfig(nodeProgram({ [bench.name]: join(root, bench.path) }), {
      root,
      configFile: false,
      logLevel: 'warn',
      build: { outDir },
    }),
  );
  // With the flags of production (Dockerfile).
  const program = join(outDir, `${bench.name}.js`);
  const { status } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=16', '--heap-growing-percent=100', '--no-parallel-scavenge', program, ...rest],
    {
      stdio: 'inherit',
      env,
    },
  );
  process.exitCode = status ?? 1;
} else {
  process.stdout.write('Measurements; each is run by `pnpm bench <name>`:\n');
  for (const known of benches) process.stdout.write(`\n${known.name}\n  ${describe(known.path)}\n`);
  process.exitCode = name === undefined ? 0 : 2;
}
