import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { beginBulk } from '../src/bulk/bulk.service.ts';
import { beginBulkIssue } from '../src/coupon/issue.bulk.service.ts';
import { issueCoupon } from '../src/coupon/issue.service.ts';
import { type CouponTemplateInput, createTemplate, updateTemplate } from '../src/coupon/template.service.ts';
import { encodeId, newId } from '../src/foundation/ids.ts';
import { JobCancelled } from '../src/foundation/job.runner.ts';
import { mergeMembers } from '../src/merge/merge.service.ts';
import { bulkStory, chosenIds, value } from './bulk-story.ts';
import { until } from './story.ts';

const fixture = fileURLToPath(new URL('./coupon-worker.fixture.ts', import.meta.url));

function startWorkerProcess(url: string, stayAt: number): ChildProcess {
  const script = `import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(fixture)});
    await module.run(${JSON.stringify(url)}, ${stayAt});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  onTestFinished(async () => void (await kill(child)));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function couponBulkStory() {
  const story = await bulkStory();
  const input: CouponTemplateInput = { name: '满减', kind: 'amount', amount: '20', validDays: 30 };
  const template = (over: Partial<CouponTemplateInput> = {}) =>
    value(story.act((tx) => createTemplate(tx, { ...input, ...over })));
  const begin = (templateId: string, ids: readonly string[]) =>
    value(story.act((tx) => beginBulkIssue(tx, { templateId, chosen: chosenIds(ids) })));
  /** Coupons, members who have some, and what they hold of the budget. */
  const issued = async () =>
    (
      await story.read<{ coupons: number; members: number; held: number }>(
        `select count(*)::int as coupons, count(distinct member_id)::int as members,
           (select sum(held_minor)::int from coupon_template) as held from coupon`,
      )
    )[0];
  return { ...story, input, template, begin, issued };
}

test('coupons for many survive kill -9: everybody gets one', { timeout: 60_000 }, async () => {
  const story = await couponBulkStory();
  const ids = await story.makeMembers(1200);
  const templateId = await story.template({ budget: '24000' });
  const chosen = chosenIds([newId(), ...ids]);
  const first = startWorkerProcess(story.url, 7);
  const job = await value(
    story.act((tx) =>
      beginBulk(tx, { name: 'test.coupons', input: { templateId }, chosen, batchSize: 100, told: {} }),
    ),
  );
  await until(
    () => story.report(job),
    (report) => (report?.done ?? 0) + (report?.failed ?? 0) === 600,
  );
  await kill(first);
  startWorkerProcess(story.url, 0);
  const statusOf = async () => (await story.read<{ status: string }>('select status from job'))[0]?.status;
  await until(statusOf, (status) => status === 'completed');
  expect(await story.report(job)).toMatchObject({ total: 1201, done: 1200, unchanged: 0, failed: 1 });
  expect(await story.issued()).toEqual({ coupons: 1200, members: 1200, held: 2_400_000 });
});

test('they stop where the budget is spent, say so, and go on from there when it is raised', async () => {
  const story = await couponBulkStory();
  const ids = await story.makeMembers(1300);
  const templateId = await story.template({ budget: '14000' });
  const job = await story.begin(templateId, ids);
  await expect(story.run(job)).rejects.toMatchObject({ code: 'COUPON_BUDGET_SPENT' });
  expect(await story.report(job)).toMatchObject({ total: 1300, done: 700, failed: 0 });
  expect(await story.issued()).toEqual({ coupons: 700, members: 700, held: 1_400_000 });
  await expect(story.run(job)).rejects.toMatchObject({ code: 'COUPON_BUDGET_SPENT' });
  const more = { ...story.input, id: templateId, version: 1, budget: '30000' };
  await value(story.act((tx) => updateTemplate(tx, more)));
  const progress = await story.run(job);
  expect([progress[0], progress.at(-1)]).toEqual([
    [700, 1300],
    [1300, 1300],
  ]);
  expect(await story.report(job)).toMatchObject({ done: 1300, failed: 0 });
  expect(await story.issued()).toEqual({ coupons: 1300, members: 1300, held: 2_600_000 });
});

test('they are cancelled between portions; who can’t have one fails, with the reason', async () => {
  const story = await couponBulkStory();
  const ids = await story.makeMembers(1202);
  const [kept = '', merged = '', had = '', closed = ''] = ids;
  const templateId = await story.template({ memberLimit: 1 });
  const job = await story.begin(templateId, ids);
  await value(story.act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged })));
  await value(story.act((tx) => issueCoupon(tx, { templateId, memberId: had, key: 'had' })));
  await story.admin.query(`update member set display_name = null, closed_at = now() where id = $1`, [closed]);
  const stop = new AbortController();
  const cancelled = story.run(job, {
    signal: stop.signal,
    onProgress: (count) => count === 500 && stop.abort(new JobCancelled()),
  });
  await expect(cancelled).rejects.toThrow(JobCancelled);
  expect(await story.report(job)).toMatchObject({ done: 497, failed: 3 });
  await story.run(job);
  const report = await story.report(job);
  expect(report).toMatchObject({ total: 1202, done: 1199, failed: 3 });
  const file = await story.text(report?.failed_file_id);
  for (const [id, code] of [
    [merged, 'MEMBER_MERGED'],
    [had, 'COUPON_MEMBER_LIMIT_REACHED'],
    [closed, 'MEMBER_CLOSED'],
  ] as const) {
    expect(file).toMatch(new RegExp(`${encodeId('Member', id)}.*${code}`));
  }
  // Once more finds nothing left to do.
  await story.run(job);
  expect(await story.issued()).toMatchObject({ coupons: 1200, members: 1200 });
});

test('two jobs and single ones at once give no more than there are', async () => {
  const story = await couponBulkStory();
  const ids = await story.makeMembers(60);
  const templateId = await story.template({ issueLimit: 75 });
  const jobs = await Promise.all([story.begin(templateId, ids), story.begin(templateId, [...ids].reverse())]);
  const [first = ''] = ids;
  await Promise.allSettled([
    ...jobs.map((job) => story.run(job)),
    ...Array.from({ length: 20 }, (_, n) =>
      story.act((tx) => issueCoupon(tx, { templateId, memberId: first, key: `single ${n}` })),
    ),
  ]);
  expect(await story.issued()).toMatchObject({ coupons: 75, held: 150_000 });
});
