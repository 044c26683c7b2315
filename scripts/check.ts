import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { styleText } from 'node:util';

/** One thing that must hold: the command that proves it, and what to do when it doesn't. */
interface Step {
  name: string;
  command: string;
  /** For whoever reads the failure. */
  mend: string;
}

const steps: Step[] = [
  {
    name: 'types',
    command: 'turbo run types --output-logs=errors-only --log-order=grouped && tsc --noEmit -p scripts',
    mend: 'The lines above name file, line and reason.',
  },
  {
    name: 'format and lint',
    command: 'biome check --error-on-warnings',
    mend: '`pnpm fix` formats, sorts imports and mends what is safe to mend; the rest is named above.',
  },
  {
    name: 'module boundaries',
    command: 'depcruise --config .dependency-cruiser.cjs apps packages',
    mend: 'Each line names the rule and the import that breaks it. .dependency-cruiser.cjs says why the rule is there; move the code to where it may know what it needs.',
  },
  {
    name: 'unused code',
    command: 'knip',
    mend: 'Delete what nothing uses, or stop exporting what only its own file uses. An entry that is started by name belongs in knip.jsonc.',
  },
  {
    name: 'schema.graphql',
    command: 'node scripts/schema-drift.ts',
    mend: '`pnpm schema` writes it from the code. Commit it: the difference is what clients will see.',
  },
  {
    name: 'changes of the schema',
    command: 'node apps/gateway/scripts/schema-log.ts check',
    mend: 'Deprecate first, release, and take it away in a later release (docs/adr/0017). `pnpm schema:log` writes docs/api/CHANGELOG.md; commit it.',
  },
  {
    name: 'typed documents',
    command: 'pnpm --filter @kolony/admin --filter @kolony/mini-program run codegen --check',
    mend: '`pnpm schema` writes them after schema.graphql. A document that no longer fits the schema is named above.',
  },
  {
    name: 'repository',
    command: 'vitest run',
    mend: 'Links, the map of the tree and boundaries are proved in scripts/*.test.ts.',
  },
];

interface Outcome {
  code: number;
  output: string;
  seconds: number;
}

function run(command: string): Promise<Outcome> {
  const begun = performance.now();
  const env = { ...process.env, DO_NOT_TRACK: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    const keep = (text: Buffer) => {
      output += text.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output, seconds: (performance.now() - begun) / 1000 }),
    );
  });
}

const asked = process.argv.slice(2);
const chosen = steps.filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(
    `No check is called ${asked.join(' ')}. There are: ${steps.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}

const failed: string[] = [];
const waiting = [...chosen];
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { code, output, seconds } = await run(step.command);
      const mark = code === 0 ? styleText('green', '✓') : styleText('red', '✗');
      process.stdout.write(`${mark} ${step.name} ${styleText('dim', `${seconds.toFixed(1)} s`)}\n`);
      if (code === 0) continue;
      failed.push(step.name);
      process.stdout.write(`\n${output.trim()}\n\n${styleText('yellow', step.mend)}\n\n`);
    }
  }),
);
if (failed.length > 0) {
  process.stdout.write(`${failed.length} of ${chosen.length} checks failed: ${failed.join(', ')}\n`);
  process.exitCode = 1;
} else process.stdout.write(`All ${chosen.length} checks hold.\n`);
