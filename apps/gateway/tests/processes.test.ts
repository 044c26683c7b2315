import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { schedules } from '@kolony/domain/worker';
import { testDatabase } from '@kolony/testkit/database';
import { asAdmin } from '@kolony/testkit/server';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BuiltGateway, buildGateway, startBuilt } from './built-gateway.ts';

beforeAll(buildGateway, 120_000);

const addressOf = ({ output }: BuiltGateway) => /is ready: (\S+)/.exec(output())?.[1] ?? '';

/** The processes that it has started to serve. */
async function serving({ child }: BuiltGateway): Promise<number[]> {
  const found = await promisify(execFile)('pgrep', ['-P', String(child.pid), '-f', 'main.js']).catch(() => ({
    stdout: '',
  }));
  return found.stdout.split('\n').filter(Boolean).map(Number);
}

/** Asks on a connection of its own; gives the status. */
async function ask(gateway: BuiltGateway): Promise<number> {
  const answer = await fetch(`${addressOf(gateway)}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: '{"query":"{ installation { needsSetup } }"}',
  });
  await answer.text();
  return answer.status;
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((go) => setTimeout(go, 20));
}

describe('several processes', { timeout: 120_000 }, () => {
  it('serve one port; one that dies is replaced, and nobody is refused meanwhile; all end in order', async () => {
    const gateway = await startBuilt({ KOLONY_PROCESSES: '2' });
    await gateway.prints('is ready');
    expect(gateway.output().match(/set it up/g)).toHaveLength(1);
    const began = await serving(gateway);
    expect(began).toHaveLength(2);
    for (let at = 0; at < 6; at++) expect(await ask(gateway)).toBe(200);
    const answered = gateway.log().filter(({ msg }) => msg === 'request');
    expect([...new Set(answered.map((line) => line.process))].sort()).toEqual([1, 2]);

    process.kill(began[0] ?? 0, 'SIGKILL');
    await gateway.prints('another takes its place');
    for (let at = 0; at < 20; at++) expect(await ask(gateway)).toBe(200);
    while (
      !gateway.log().some((line) => line.process === 3 && String(line.msg).startsWith('Server listening'))
    )
      expect(await ask(gateway)).toBe(200);
    const all = await serving(gateway);
    expect(all).toHaveLength(2);
    expect(all).not.toContain(began[0]);

    expect(await gateway.end()).toBe(0);
    const ended = gateway.log().filter(({ msg }) => msg === 'ended');
    expect(ended.map((line) => line.process).sort()).toEqual([2, 3, undefined]);
    expect(ended.at(-1)?.process).toBeUndefined();
    expect(all.filter(isAlive)).toEqual([]);
  });

  it('end when the one that started them is killed, and the database with them', async () => {
    const gateway = await startBuilt({ KOLONY_PROCESSES: '2' });
    await gateway.prints('is ready');
    const pids = await serving(gateway);
    await gateway.end('SIGKILL');
    await untilGone(pids);
  });

  it('do not start when the port is taken, and say so once', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((go) => taken.once('listening', go));
    const address = taken.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const gateway = await startBuilt({ KOLONY_PROCESSES: '3', PORT: port });
    await new Promise((go) => gateway.child.once('exit', go));
    expect(gateway.child.exitCode).toBe(1);
    expect(gateway.output().match(/is taken by another process/g)).toHaveLength(1);
  });

  it('of two machines that start on one empty database at once do what is done once, once', async () => {
    const testing = await testDatabase();
    const name = `kolony_empty_${Date.now().toString(36)}`;
    const administer = (sql: string) => asAdmin(testing.adminUrl, (admin) => admin.query(sql));
    await administer(`create database ${name} owner kolony`);
    const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    onTestFinished(async () => {
      await administer(`drop database ${name} with (force)`);
      await testing.drop();
    });
    const env = {
      DATABASE_URL: at(testing.url),
      KOLONY_SECRET: 'a secret of more than thirty-two characters',
      KOLONY_DEMO: 'on',
      DATABASE_POOL_SIZE: '4',
    };
    const both = [
      await startBuilt({ ...env, KOLONY_PROCESSES: '2' }),
      await startBuilt({ ...env, KOLONY_PROCESSES: '1' }),
    ];
    await Promise.all(both.map((gateway) => gateway.prints('demo data')));
    const { rows } = await asAdmin(at(testing.adminUrl), (admin) =>
      admin.query(
        `select (select count(*)::int from operator) as operators, (select count(*)::int from brand) as brands,
         (select count(*)::int from pgboss.schedule) as schedules, (select count(*)::int from (
           select from "order" group by brand_id, order_no, channel having count(*) > 1) o) as twice`,
      ),
    );
    expect(rows).toEqual([{ operators: 1, brands: 2, schedules: schedules.length, twice: 0 }]);
    expect(await Promise.all(both.map((gateway) => gateway.end()))).toEqual([0, 0]);
  });
});
