import type { Plugin, Rolldown } from 'vite';

/** The file that each kind of page starts with, which `main.ts` fetches by the address. */
const entries = { 'index.html': 'src/app/console/start.tsx', 'sign-in.html': 'src/app/auth/start.tsx' };

/**
 * Two pages instead of one, alike but for what they tell the browser to fetch ahead: `sign-in.html` is served at the
 * addresses before sign-in, `index.html` at all others. So nothing waits for the first script to say what comes next.
 */
export function entryPages(): Plugin {
  return {
    name: 'kolony-entry-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return this.error('there is no index.html to go by');
        const html = String(page.source);
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        for (const [fileName, entry] of Object.entries(entries)) {
          const first = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(entry)));
          if (!first) return this.error(`${entry} is in no file`);
          const source = html.replace('</head>', `${links(first, chunks, html)}</head>`);
          if (fileName === page.fileName) page.source = source;
          else this.emitFile({ type: 'asset', fileName, source });
        }
      },
    },
  };
}

/** Links to all that comes with a file, but to what the page has by itself. */
function links(first: Rolldown.OutputChunk, chunks: Rolldown.OutputChunk[], html: string): string {
  const files = new Set([first]);
  for (const { imports } of files)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) files.add(chunk);
  // As modules, so that they are compiled beside the first script while it asks the server: what is fetched as a plain
  // script is compiled only when it is needed, on the thread that draws.
  const scripts = [...files]
    .map(({ fileName }) => fileName)
    .filter((fileName) => !html.includes(fileName))
    .map((fileName) => `  <link rel="modulepreload" crossorigin href="/${fileName}">\n`);
  const styles = [...files]
    .flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
    .filter((fileName) => !html.includes(fileName))
    .map((fileName) => `  <link rel="preload" as="style" crossorigin href="/${fileName}">\n`);
  return [...scripts, ...styles].join('  ');
}
