import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { removeLeftBehind, withReceivedFile } from '../src/file/temporary-file.ts';
import { until } from './story.ts';

const fixture = fileURLToPath(new URL('./temporary-file.fixture.ts', import.meta.url));

/** A folder for temporary files of the test's own, and of the processes that it starts. */
async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kolony-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return folder;
}

test('the file of a process that was killed is removed; that of one that lives stays', async () => {
  const folder = await ownFolder();
  const script = `import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(fixture)});
    await module.run();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const files = () => readdir(folder, { recursive: true });
  await until(files, (names) => names.some((name) => name.endsWith('contents')));
  await removeLeftBehind();
  expect((await files()).filter((name) => name.endsWith('contents'))).toHaveLength(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await removeLeftBehind();
  expect(await files()).toEqual([]);
});

test('one’s own file stays while it is used; one of an earlier process with the same number goes', async () => {
  const folder = await ownFolder();
  const nothing = async function* () {
    yield Buffer.alloc(1);
  };
  await withReceivedFile(nothing(), 10, async () => {
    await removeLeftBehind();
    const [name = ''] = await readdir(folder);
    expect(name).not.toBe('');
    const earlier = new Date(performance.timeOrigin - 60_000);
    await utimes(join(folder, name), earlier, earlier);
    await removeLeftBehind();
    expect(await readdir(folder)).toEqual([]);
  });
});

test('a file of another machine goes by its age', async () => {
  const folder = await ownFolder();
  const nothing = async function* () {
    yield Buffer.alloc(1);
  };
  await withReceivedFile(nothing(), 10, async () => {
    const [name = ''] = await readdir(folder);
    const theirs = join(folder, name.replace(/-[0-9a-f]{12}-\d+-/, '-000000000000-1-'));
    await rename(join(folder, name), theirs);
    await removeLeftBehind();
    expect(await readdir(folder)).toHaveLength(1);
    const old = new Date(Date.now() - 25 * 3600 * 1000);
    await utimes(theirs, old, old);
    await removeLeftBehind();
    expect(await readdir(folder)).toEqual([]);
  });
});
