import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ensureDemo } from '@kolony/domain/demo/demo';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';

/** The README's examples, as they stand there, in one shell and one after another. */
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code = '']) => code);

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ KOLONY_DEMO: 'on' });
  await ensureDemo(gateway.database);
});

afterAll(() => gateway.close());

/** Runs the first examples; answers what each printed. */
async function run(count: number): Promise<string[]> {
  const script = examples.slice(0, count).join("\nprintf '\\f'\n");
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    env: { ...process.env, KOLONY: gateway.url, WATCH_SECONDS: '2' },
  });
  return stdout.split('\f');
}

describe('the first steps of the README', () => {
  test('sign in, ask who one is, list members', async () => {
    const [signedIn, viewer, members] = await run(3);
    expect(signedIn).toBe('');
    expect(JSON.parse(viewer ?? '')).toMatchObject({
      data: { viewer: { role: 'OWNER', brand: { currency: 'CNY' } } },
    });
    const { data } = JSON.parse(members ?? '');
    expect(data.members.totalCount).toBeGreaterThan(3);
    expect(data.members.nodes).toHaveLength(3);
    for (const member of data.members.nodes) expect(member.orders.nodes).toHaveLength(1);
  });

  test('record an order, and with the same key not again', async () => {
    const first = JSON.parse((await run(4)).at(-1) ?? '');
    expect(first.data.orderRecord).toMatchObject({
      order: { orderNo: '2026-0001', total: { amount: '128.00', currency: 'CNY' } },
      userErrors: [],
    });
    const second = JSON.parse((await run(4)).at(-1) ?? '');
    expect(second).toEqual(first);
  });

  test('try what an order earns', async () => {
    const { data } = JSON.parse((await run(5)).at(-1) ?? '');
    expect(data.pointsSimulate.points).toBeGreaterThan(0);
    const steps: { points: number }[] = data.pointsSimulate.steps;
    expect(steps.reduce((sum, { points }) => sum + points, 0)).toBe(data.pointsSimulate.points);
  });

  test('watch jobs', async () => {
    const watched = (await run(6)).at(-1) ?? '';
    expect(watched).toMatch(
      /^retry: \d+\n\nid: (\d+)\nevent: next\ndata: \{"data":\{"jobChanged":\{"cursor":"\1","job":null\}\}\}\n\n/,
    );
  });

  test('none of them is left out here', () => {
    expect(examples).toHaveLength(6);
  });
});
