import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const generated = fileURLToPath(new URL('../src/gql/graphql.ts', import.meta.url));

/**
 * Puts each document where it is written. The generated `graphql()` looks documents up in one map of all of them, which
 * would send every feature's documents with the first page; this puts the one that is meant in its place.
 */
export function documents(): Plugin {
  let known = new Map<string, string>();
  return {
    name: 'kolony-documents',
    enforce: 'pre',
    buildStart() {
      known = readDocuments();
      this.addWatchFile(generated);
    },
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('.graphql.ts')) return null;
      if (known.size === 0) known = readDocuments();
      const inlined = code
        .replace(/^import \{ graphql \} from '[^']+';$/m, '')
        .replace(/\bgraphql\(\s*(?:\/\*[^*]*\*\/\s*)?`([^`]*)`,?\s*\)/g, (_, source: string) => {
          const [, kind, name] = /\b(query|mutation|fragment)\s+(\w+)/.exec(source) ?? [];
          const document = known.get(kind === 'fragment' ? `${name}FragmentDoc` : `${name}Document`);
          if (!document) this.error(`${name} is not in src/gql: run the script "codegen" first`);
          return `(${document})`;
        });
      return { code: inlined, map: null };
    },
  };
}

function readDocuments(): Map<string, string> {
  const source = readFileSync(generated, 'utf8');
  const found = source.matchAll(/^export const (\w+) = (\{.*\}) as unknown as /gm);
  return new Map([...found].map(([, name = '', json = '']) => [name, json]));
}
