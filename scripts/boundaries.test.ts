import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The rules are only worth something while each of them refuses what it is there for. */
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

const uses = (path: string) => `import { it } from '${path}';\nexport const mine = it;\n`;
const named = 'export const it = 1;\nexport const mine = 1;\n';

/** For each rule a file that breaks it, and the file that it must not know. */
const broken: Record<string, { from: string; imports: string; to: string; back?: string }> = {
  'no-circles': {
    from: 'packages/domain/src/a/one.ts',
    imports: './two.ts',
    to: 'packages/domain/src/a/two.ts',
    back: "import { mine } from './one.ts';\nexport const it = () => mine;\n",
  },
  'apps-stay-apart': {
    from: 'apps/worker/src/main.ts',
    imports: '../../gateway/src/env.ts',
    to: 'apps/gateway/src/env.ts',
  },
  'packages-know-no-app': {
    from: 'packages/testkit/src/seed.ts',
    imports: '../../../apps/gateway/src/env.ts',
    to: 'apps/gateway/src/env.ts',
  },
  'domain-knows-no-transport': {
    from: 'packages/domain/src/a/three.ts',
    imports: 'graphql',
    to: 'node_modules/graphql/index.js',
  },
  'rules-are-pure': {
    from: 'packages/domain/src/a/a.rules.ts',
    imports: './a.entity.ts',
    to: 'packages/domain/src/a/a.entity.ts',
  },
  'entities-know-no-use-case': {
    from: 'packages/domain/src/b/b.entity.ts',
    imports: './b.service.ts',
    to: 'packages/domain/src/b/b.service.ts',
  },
  'services-know-no-job': {
    from: 'packages/domain/src/c/c.service.ts',
    imports: './c.jobs.ts',
    to: 'packages/domain/src/c/c.jobs.ts',
  },
  'resolvers-are-thin': {
    from: 'apps/gateway/src/modules/a/a.resolver.ts',
    imports: '@mikro-orm/core',
    to: 'node_modules/@mikro-orm/core/index.js',
  },
  'console-features-stay-apart': {
    from: 'apps/admin/src/features/member/page.tsx',
    imports: '../order/page.tsx',
    to: 'apps/admin/src/features/order/page.tsx',
  },
  'console-shared-is-base': {
    from: 'apps/admin/src/shared/ui/page.tsx',
    imports: '../../features/order/page.tsx',
    to: 'apps/admin/src/features/order/page.tsx',
  },
  'console-features-know-no-app': {
    from: 'apps/admin/src/features/brand/page.tsx',
    imports: '../../app/router.tsx',
    to: 'apps/admin/src/app/router.tsx',
  },
  'console-opens-by-overlay': {
    from: 'apps/admin/src/features/team/page.tsx',
    imports: '@mui/material/Dialog',
    to: 'node_modules/@mui/material/Dialog.js',
  },
  'console-knows-the-contract-only': {
    from: 'apps/admin/src/shared/api/client.ts',
    imports: '@kolony/domain/a/four',
    to: 'packages/domain/src/a/four.ts',
  },
};

/** What looks alike and is allowed: a type is no dependency at run time, and a service is there to use the others. */
const allowed: Record<string, string> = {
  'packages/domain/src/good/good.rules.ts':
    "import type { it } from './good.entity.ts';\nexport type Good = typeof it;\nexport const mine = 1;\n",
  'packages/domain/src/good/good.entity.ts': named,
  'packages/domain/src/good/good.service.ts': uses('./good.entity.ts'),
  'packages/domain/src/good/good.jobs.ts': uses('./good.service.ts'),
  'apps/gateway/src/modules/good/good.type.ts':
    "import { it } from './better.list.ts';\nexport const mine = () => it;\n",
  'apps/gateway/src/modules/good/better.list.ts':
    "import { mine } from './good.type.ts';\nexport const it = () => mine;\n",
  'apps/gateway/src/modules/good/good.resolver.ts': uses('@kolony/domain/good/good.service'),
  'apps/admin/src/features/good/page.tsx': uses('../../shared/good.ts'),
  'apps/admin/src/shared/good.ts': named,
  'apps/admin/src/shared/ui/overlay-parts.tsx': uses('@mui/material/Dialog'),
};

const manifest = (name: string, exports: unknown) => JSON.stringify({ name, type: 'module', exports });

let folder: string;
let found: { rule: string; from: string; to: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kolony-boundaries-'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('package.json', manifest('tree', {}));
  for (const name of ['graphql', '@mikro-orm/core', '@mui/material']) {
    await write(`node_modules/${name}/package.json`, manifest(name, { '.': './index.js', './*': './*.js' }));
  }
  // A package of the workspace stands in node_modules as a link, as the package manager makes it.
  await write('packages/domain/package.json', manifest('@kolony/domain', { './*': './src/*.ts' }));
  await mkdir(join(folder, 'node_modules/@kolony'));
  await symlink(join(folder, 'packages/domain'), join(folder, 'node_modules/@kolony/domain'));
  for (const { to, back } of Object.values(broken)) await write(to, back ?? named);
  for (const { from, imports } of Object.values(broken)) {
    await write(from, uses(imports));
  }
  for (const [path, text] of Object.entries(allowed)) await write(path, text);
  const { output } = await cruise(
    ['apps', 'packages'],
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden } } satisfies ICruiseOptions,
    options.enhancedResolveOptions,
  );
  found = (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every rule has its example here', () => {
  expect(Object.keys(broken).sort()).toEqual(forbidden.map(({ name }: { name: string }) => name).sort());
});

test.each(Object.entries(broken))('%s', (rule, { from, to }) => {
  expect(
    found.filter((violation) => violation.from === from || violation.from === to).map(({ rule }) => rule),
  ).toContain(rule);
});

test('what is allowed is not refused', () => {
  expect(found.filter(({ from }) => from in allowed)).toEqual([]);
});
