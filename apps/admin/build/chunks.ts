import { fileURLToPath } from 'node:url';

/** As much of the bundler's context as is needed to follow imports. */
interface Graph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));
const first = source('main.ts');
const beforeSignIn = source('app/auth/start.tsx');
const behindSignIn = source('app/console/start.tsx');
const overlays = source('shared/ui/overlay-parts.tsx');
const form = /src\/shared\/form\//;
const feature = /src\/features\//;

/**
 * In which file a module comes: what comes first of all in one, what the pages before and behind sign-in both need in
 * another, what all pages behind it need in two more, and what opens above them, which none waits for, in a last one. A
 * page then waits for a few files instead of dozens, of which a browser fetches six at a time.
 * @returns undefined for what belongs to single pages: the bundler lays it out
 */
export function chunkOf(id: string, graph: Graph): string | undefined {
  if (reachable(first, graph).has(id)) return 'first';
  const before = reachable(beforeSignIn, graph);
  const behind = reachable(behindSignIn, graph);
  if (!behind.has(id)) return reachable(overlays, graph).has(id) ? 'overlays' : undefined;
  if (before.has(id)) return 'base';
  // Libraries know nothing of ours, so that these two never wait for each other.
  return id.includes('/node_modules/') ? 'libraries' : 'console';
}

/**
 * What several pages behind sign-in need to be looked at (lists, menus) comes in one file, too. Forms come with dialogs,
 * and what belongs to a feature with its pages.
 */
export function sharedChunkOf(id: string, graph: Graph): string | undefined {
  const early = reachable(first, graph).has(id) || reachable(beforeSignIn, graph).has(id);
  return early || form.test(id) || feature.test(id) ? undefined : 'kit';
}

const known = new WeakMap<Graph['getModuleInfo'], Map<string, Set<string>>>();

/** All modules that come with an entry, without those it fetches later. */
function reachable(entry: string, graph: Graph): Set<string> {
  const entries = known.get(graph.getModuleInfo) ?? new Map<string, Set<string>>();
  known.set(graph.getModuleInfo, entries);
  const found = entries.get(entry) ?? new Set([entry]);
  if (entries.has(entry)) return found;
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  entries.set(entry, found);
  return found;
}
