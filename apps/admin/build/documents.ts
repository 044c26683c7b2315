import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DocumentNode, Kind, print, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import type { Plugin } from 'vite';

const generated = fileURLToPath(new URL('../src/gql/graphql.ts', import.meta.url));

/**
 * Puts each document where it is written. The generated `graphql()` looks documents up in one map of all of them, which
 * would send every feature's documents with the first page; this puts the one that is meant in its place. Each asks for
 * the types of all records, by which answers find the records that are shown: so the client needn't add that to each
 * document in the browser, and what is asked without the client can be told apart as well.
 *
 * What is built sends the names of documents and not their texts, which the gateway reads from the manifest.
 */
export function documents(): Plugin {
  let known = new Map<string, string>();
  let named = false;
  return {
    name: 'kolony-documents',
    enforce: 'pre',
    configResolved({ command }) {
      named = command === 'build';
    },
    buildStart() {
      known = readDocuments(named);
      this.addWatchFile(generated);
    },
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('.graphql.ts')) return null;
      if (known.size === 0) known = readDocuments(named);
      const inlined = code
        .replace(/^import \{ graphql \} from '[^']+';$/m, '')
        .replace(/\bgraphql\(\s*(?:\/\*[^*]*\*\/\s*)?`([^`]*)`,?\s*\)/g, (_, source: string) => {
          const [, kind, name] = /\b(query|mutation|subscription|fragment)\s+(\w+)/.exec(source) ?? [];
          const document = known.get(kind === 'fragment' ? `${name}FragmentDoc` : `${name}Document`);
          if (!document) this.error(`${name} is not in src/gql: run the script "codegen" first`);
          return asScript(document);
        });
      return { code: inlined, map: null };
    },
    generateBundle() {
      const manifest = Object.fromEntries(
        [...known]
          .filter(([name]) => name.endsWith('Document'))
          .map(([, json]) => print(JSON.parse(json)))
          .map((text) => [hashOf(text), text]),
      );
      this.emitFile({ type: 'asset', fileName: '.kolony/documents.json', source: JSON.stringify(manifest) });
    },
  };
}

/** The name of a document: SHA-256 of its text. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** All that are generated, as JSON; `named`: each operation with its `hash`. */
function readDocuments(named: boolean): Map<string, string> {
  const source = readFileSync(generated, 'utf8');
  const found = source.matchAll(/^export const (\w+) = (\{.*\}) as unknown as /gm);
  return new Map(
    [...found].map(([, name = '', json = '']) => {
      const document = withTypes(JSON.parse(json));
      const hash = named && name.endsWith('Document') ? { hash: hashOf(print(document)) } : {};
      return [name, JSON.stringify({ ...document, ...hash })];
    }),
  );
}

/**
 * A document as script, which the browser neither compiles nor keeps before its parts are asked for: a page brings the
 * documents of whatever can be done on it, and asks few of them.
 */
export function asScript(json: string): string {
  const { definitions, ...rest }: DocumentNode = JSON.parse(json);
  const once = `const value=${JSON.stringify(definitions)};Object.defineProperty(this,'definitions',{value,enumerable:true});return value`;
  return `({${JSON.stringify(rest).slice(1, -1)},get definitions(){${once}}})`;
}

const typeName: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The document with `__typename` in each selection but those of the operations themselves. */
export function withTypes(document: DocumentNode): DocumentNode {
  const added = (set: SelectionSetNode): SelectionSetNode => {
    const there = set.selections.some((part) => part.kind === Kind.FIELD && part.name.value === '__typename');
    return there ? set : { ...set, selections: [...set.selections, typeName] };
  };
  return visit(document, {
    [Kind.SELECTION_SET]: {
      leave: (set, _key, parent) =>
        parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION ? undefined : added(set),
    },
  });
}
