import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { changeLog, changesOf, inOrder } from './schema-changes.ts';

/**
 * Keeps the log of what changed in the API. Without a word: writes it. `check`: refuses a breaking change of what was not
 * deprecated in a release before, and a log that isn't up to date. `release`: keeps the schema as that of this version.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'schema');
const log = join(root, '../../docs/api/CHANGELOG.md');
const manifest: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const current = readFileSync(join(root, 'schema.graphql'), 'utf8');
const [act = 'write'] = process.argv.slice(2);

if (act === 'release') writeFileSync(join(folder, `${manifest.version}.graphql`), current);
const releases = inOrder(
  readdirSync(folder).map((file) => ({
    version: basename(file, '.graphql'),
    schema: readFileSync(join(folder, file), 'utf8'),
  })),
);
const written = await changeLog(releases, current);
if (act !== 'check') {
  writeFileSync(log, written);
} else {
  const last = releases.at(-1);
  const { breaking } = last ? await changesOf(last.schema, current) : { breaking: [] };
  if (breaking.length > 0) {
    process.stdout.write(
      `Since ${last?.version}, without having been deprecated in it:\n- ${breaking.join('\n- ')}\n`,
    );
    process.exitCode = 1;
  }
  if (readFileSync(log, 'utf8') !== written) {
    process.stdout.write('docs/api/CHANGELOG.md is not what the schemas say.\n');
    process.exitCode = 1;
  }
}
