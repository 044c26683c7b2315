import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startGuard } from './guard.ts';
import { serverAccount } from './location.ts';

async function guarded(
  noted: (pid: number) => number,
): Promise<{ server: ChildProcess; guard: ChildProcess }> {
  const cluster = await mkdtemp(join(tmpdir(), 'kolony-guard-'));
  const server = spawn('sleep', ['60'], { stdio: 'ignore' });
  const pid = server.pid ?? 0;
  await writeFile(join(cluster, 'postmaster.pid'), `${noted(pid)}\n${cluster}\n`);
  const guard = startGuard({ home: cluster, cluster, account: undefined }, pid);
  onTestFinished(async () => {
    server.kill('SIGKILL');
    guard.kill('SIGKILL');
    await rm(cluster, { recursive: true });
  });
  return { server, guard };
}

test('a guard whose owner is gone stops the server', async () => {
  const { server, guard } = await guarded((pid) => pid);
  const ended = once(server, 'exit');
  guard.stdin?.end();
  expect(await ended).toEqual([null, 'SIGINT']);
});

test('a guard leaves a program alone that was given the number of a server that has ended', async () => {
  const { server, guard } = await guarded((pid) => pid + 1);
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
  expect([server.exitCode, server.signalCode]).toEqual([null, null]);
});

test('as root the server runs as postgres where there is one, and as nobody else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kolony-accounts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const accounts = join(folder, 'passwd');
  const listed = async (lines: string[]) => {
    await writeFile(accounts, lines.join('\n'));
    return await serverAccount(accounts);
  };
  const root = 'root:x:0:0:root:/root:/bin/sh';
  expect(await listed([root, 'postgres:x:114:121:,,,:/var/lib/postgresql:/bin/bash'])).toEqual({
    uid: 114,
    gid: 121,
  });
  expect(await listed([root, 'mypostgres:x:5:5::/:/bin/sh'])).toEqual({ uid: 65534, gid: 65534 });
  expect(await listed(['postgres:x:0:0::/:/bin/sh'])).toEqual({ uid: 65534, gid: 65534 });
  expect(await serverAccount(join(folder, 'none'))).toEqual({ uid: 65534, gid: 65534 });
});
