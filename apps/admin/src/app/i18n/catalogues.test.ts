import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../../shared/i18n/i18n.ts';

const files = import.meta.glob<{ messages: Messages }>(
  ['../../shared/i18n/catalogue/*.ts', '../../features/*/i18n/*.ts'],
  { eager: true },
);
const sources = import.meta.glob<string>(['../../**/*.{ts,tsx}', '!../../gql/**', '!../../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** `a.b` → text, of one catalogue. */
function flatten(messages: Messages, path = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

/** The names of what a message is given, however deep in its plurals. */
function parameters(elements: unknown, found = new Set<string>()): string[] {
  if (Array.isArray(elements)) for (const element of elements) parameters(element, found);
  else if (typeof elements === 'object' && elements !== null) {
    const { type, value, options } = elements as { type?: number; value?: unknown; options?: object };
    if (typeof value === 'string' && type !== undefined && type > 0 && type < 7) found.add(value);
    if (options) for (const option of Object.values(options)) parameters(Reflect.get(option, 'value'), found);
  }
  return [...found].sort();
}

const catalogues = Object.keys(files)
  .filter((path) => path.endsWith('zh-cn.ts'))
  .map((path) => ({
    path,
    name: /features\/([^/]+)\//.exec(path)?.[1] ?? 'common',
    zh: flatten(files[path]?.messages ?? {}),
    en: flatten(files[path.replace('zh-cn.ts', 'en.ts')]?.messages ?? {}),
  }));

describe.each(catalogues)('messages of $name', ({ zh, en, name }) => {
  it('are there in both languages, under the same keys', () => {
    expect(zh.size).toBeGreaterThan(0);
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
  });

  it('are well formed, and given the same values in both', () => {
    for (const [key, chinese] of zh) {
      const [first, second] = [chinese, en.get(key) ?? ''].map((text, index) =>
        parameters(
          new IntlMessageFormat(text, index === 0 ? 'zh-CN' : 'en', undefined, { ignoreTag: true }).getAst(),
        ),
      );
      expect(second, `${name}:${key}`).toEqual(first);
    }
  });

  it('are not left untranslated', () => {
    const chinese = /\p{Script=Han}/u;
    // A language is called by its own name, so that who reads only that one finds it.
    const allowed = ['palette.switchLanguage'];
    const left = [...en].filter(([key, text]) => chinese.test(text) && !allowed.includes(key));
    expect(left).toEqual([]);
  });
});

it('holds every key that is asked for by name', () => {
  const known = new Map(catalogues.map(({ name, zh }) => [name, zh]));
  const missing: string[] = [];
  for (const [path, source] of Object.entries(sources)) {
    const spaces = [...source.matchAll(/useTranslation\((\[[^\]]+\]|'[^']+')\)/g)]
      .flatMap(([, given = '']) => [...given.matchAll(/'([^']+)'/g)])
      .map(([, space = '']) => space);
    for (const [, key = ''] of source.matchAll(/\bt\('([^'`$]+)'[,)]/g)) {
      const [space, plain] = key.includes(':') ? key.split(':') : [undefined, key];
      const keyed = (name: string) => {
        const keys = known.get(name);
        return keys?.has(plain ?? '') || [...(keys?.keys() ?? [])].some((one) => one.startsWith(`${plain}.`));
      };
      if (!(space ? [space] : spaces.slice(0, 1).concat(spaces)).some(keyed)) missing.push(`${path}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});
