import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv as readGatewayEnv, settingNames } from '../apps/gateway/src/env.ts';
import { settingNames as workerSettingNames } from '../apps/worker/src/env.ts';

/** What the documents say about the repository must be so. */
const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')];
const readme = readFileSync('README.md', 'utf8');
const manifest: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The anchor that the usual hosts make of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function withoutCode(text: string): string {
  return text.replace(/^```.*?^```$/gms, '').replace(/`[^`]*`/g, '');
}

function brokenLinks(path: string): string[] {
  const links = [...withoutCode(readFileSync(path, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, to = '']) => to,
  );
  return links.filter((to) => {
    if (/^(https?|mailto):/.test(to)) return false;
    const [file = '', fragment] = to.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(target)) return true;
    if (fragment === undefined) return false;
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      anchor(text),
    );
    return !headings.includes(fragment);
  });
}

test.each(documents)('%s links to what is there', (path) => {
  expect(brokenLinks(path)).toEqual([]);
});

/** Paths of an indented tree: two spaces a level, a description behind. */
function pathsOf(tree: string): string[] {
  const above: string[] = [];
  return tree
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? [];
      above.length = indent.length / 2;
      above.push(name);
      return join(...above);
    });
}

test('the map of the tree shows what is there', () => {
  const tree = /## Map of the tree\n+```text\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const paths = pathsOf(tree);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  const packages = globSync('{apps,packages}/*').filter((path) => existsSync(join(path, 'package.json')));
  expect(packages.filter((path) => !paths.includes(path) && !paths.includes(`${path}/`))).toEqual([]);
});

test('the table of commands is that of package.json', () => {
  const table = /## Commands\n(.*?)\n## /s.exec(readme)?.[1] ?? '';
  const commands = [...table.matchAll(/^\| `([\w:]+)` \|/gm)].map(([, name = '']) => name);
  const inner = ['build', 'test:repository'];
  expect(commands.sort()).toEqual(
    Object.keys(manifest.scripts)
      .filter((name) => !inner.includes(name))
      .sort(),
  );
});

test('decisions are numbered without a gap', () => {
  const numbers = globSync('docs/adr/*.md').map((path) => Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]));
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
});

describe('the table of settings', () => {
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|—) \|/gm)];
  const documented = new Map(rows.map(([, name = '', value]) => [name, value]));

  test('names every setting, in the order of env.ts', () => {
    expect([...documented.keys()]).toEqual(settingNames);
    expect(workerSettingNames.filter((name) => !documented.has(name))).toEqual([]);
  });

  test('tells the defaults', () => {
    const defaults: Record<string, unknown> = { ...readGatewayEnv({}) };
    const shown = (value: unknown) =>
      typeof value === 'boolean' ? (value ? 'on' : 'off') : value?.toString() || undefined;
    for (const [name, value] of documented) expect([name, value]).toEqual([name, shown(defaults[name])]);
  });

  test('compose.yaml sets nothing that is not there', () => {
    const compose = readFileSync('compose.yaml', 'utf8');
    const set = [...compose.matchAll(/^ {2,6}([A-Z_]+): /gm)].map(([, name = '']) => name);
    const ofPostgres = ['POSTGRES_PASSWORD', 'KOLONY_DATABASE_PASSWORD', 'POSTGRES_INITDB_ARGS'];
    expect(set.length).toBeGreaterThan(8);
    expect(set.filter((name) => !documented.has(name) && !ofPostgres.includes(name))).toEqual([]);
  });
});
