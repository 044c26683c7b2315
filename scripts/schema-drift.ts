import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Emits the schema of the code beside the committed one and shows how they differ. */
const folder = mkdtempSync(join(tmpdir(), 'kolony-schema-'));
try {
  const emitted = join(folder, 'schema.graphql');
  const emit = spawnSync('pnpm', ['--silent', '--filter', '@kolony/gateway', 'run', 'schema', emitted], {
    stdio: 'inherit',
  });
  if (emit.status !== 0) throw new Error('the schema could not be emitted');
  const committed = 'apps/gateway/schema.graphql';
  const diff = spawnSync(
    'git',
    ['--no-pager', 'diff', '--no-index', '--stat', '--patch', committed, emitted],
    { stdio: 'inherit' },
  );
  if (diff.status !== 0) process.stdout.write(`\n${committed} is not what the code emits.\n`);
  process.exitCode = diff.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
