import { expect, test } from 'vitest';
import { importStory, ordersFile, value } from '../../tests/import-story.ts';
import { until } from '../../tests/story.ts';
import { DomainError } from '../foundation/errors.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { refundOrder } from '../order/order.service.ts';
import { undoImport } from './import.undo.service.ts';

type Story = Awaited<ReturnType<typeof importStory>>;

/** What must never be found, whoever overtakes whom: each row is one thing that is wrong. */
const wrong = `
  select 'order of nobody' as what, o.id from "order" o join member m on m.id = o.member_id where m.merged_into is not null
  union all select 'identity of nobody', i.id from member_identity i join member m on m.id = i.member_id where m.merged_into is not null
  union all select 'tag of nobody', m.id from member_tag t join member m on m.id = t.member_id where m.merged_into is not null
  union all select 'note of nobody', m.id from member_note n join member m on m.id = n.member_id where m.merged_into is not null
  union all select 'sums', m.id from member m where (m.order_count, m.spent_minor) <> (
    select count(*), coalesce(sum(o.total_minor - o.refunded_minor), 0) from "order" o where o.member_id = m.id)
  union all select 'change of nothing', c.subject_id from import_change c
    where not exists (select from "order" o where o.id = c.subject_id) and not exists (select from member m where m.id = c.subject_id)
  union all select 'refund', o.id from "order" o where o.refunded_minor <> (
    select coalesce(sum(amount_minor), 0) from order_refund r where r.order_id = o.id)`;

/** Imported orders, three to a member. */
async function imported(story: Story, count: number): Promise<string> {
  const id = await story.upload(ordersFile(count, { amount: () => '10.00' }));
  await story.check(id);
  await story.run(id);
  return id;
}

const livingMembers = ({ read }: Story) =>
  read<{ id: string }>('select id from member where merged_into is null order by id');

/** Commits what `work` has done when told to; by then others wait for it. */
async function holding<T>(story: Story, work: Parameters<Story['database']['write']>[1]) {
  let commit: () => void = () => undefined;
  const mayCommit = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let done: () => void = () => undefined;
  const isDone = new Promise<void>((resolve) => {
    done = resolve;
  });
  const outcome = story.database.write(story.scope, async (tx) => {
    const result = await work(tx);
    await tx.em.flush();
    done();
    await mayCommit;
    return result;
  }) as Promise<{ ok: boolean; value?: T }>;
  await isDone;
  return { commit, outcome };
}

const someoneWaits = ({ admin }: Story) =>
  until(
    async () =>
      (
        await admin.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rowCount,
    (count) => (count ?? 0) > 0,
  );

test('members who are merged while files of them are imported lose nothing', async () => {
  const story = await importStory();
  const { upload, check, start, runJob, state, database, scope, read, admin } = story;
  await imported(story, 600);
  const orders = await upload(
    ordersFile(1200, { amount: () => '7.00' }).replaceAll(/^N(\d+),C(\d+),138(\d+)/gm, (_, n, c) => {
      const member = Number(c) % 200;
      return `N${n},C${member},138${10_000_000 + member}`;
    }),
  );
  const people = Array.from({ length: 200 }, (_, n) => `138${10_000_000 + n},Guest ${n},vip,called ${n}`);
  const members = await upload(`手机号,昵称,标签,备注\n${people.join('\n')}\n`, 'members');
  for (const id of [orders, members]) {
    await check(id);
    await start(id);
  }
  let importing = true;
  const both = Promise.all([runJob(orders), runJob(members)]).finally(() => {
    importing = false;
  });
  const merges: string[] = [];
  for (let at = 0; importing; at++) {
    const living = await livingMembers(story);
    const [kept, merged] = [
      living[(at * 7) % living.length]?.id ?? '',
      living[(at * 11 + 1) % living.length]?.id ?? '',
    ];
    if (kept !== merged && living.length > 20) {
      const outcome = await database.write(scope, (tx) =>
        mergeMembers(tx, { keptId: kept, mergedId: merged }),
      );
      if (outcome.ok) merges.push(outcome.value.id);
    }
    const last = merges.at(-1);
    if (at % 3 === 2 && last && (await database.write(scope, (tx) => undoMerge(tx, { id: last }))).ok)
      merges.pop();
  }
  await both;
  expect(merges.length).toBeGreaterThan(0);
  expect(await state(orders)).toMatchObject({ status: 'completed', created: 600, updated: 600, failed: 0 });
  expect(await state(members)).toMatchObject({ status: 'completed', created: 0, failed: 0 });
  expect((await admin.query(wrong)).rows).toEqual([]);
  const [sums] = await read(
    `select (select count(*)::int from "order") as orders, (select count(*)::int from member_identity) as identities,
       (select count(*)::int from member_note) as notes, (select count(*)::int from member) as members`,
  );
  expect(sums).toEqual({ orders: 1200, identities: 400, notes: 200, members: 200 });
  for (const id of merges.reverse()) await value(story.act((tx) => undoMerge(tx, { id })));
  expect((await admin.query(wrong)).rows).toEqual([]);
});

test('a refund that is overtaken by an undoing is of an order that is gone; one that comes first stops it', async () => {
  const story = await importStory();
  const { act, runJob, state, database, scope, read, admin } = story;
  const id = await imported(story, 3000);
  const all = await read<{ id: string }>('select id from "order" order by id desc');
  await value(act((tx) => undoImport(tx, id)));
  let undoing = true;
  const undone = runJob(id).finally(() => {
    undoing = false;
  });
  const refunded: string[] = [];
  const gone: string[] = [];
  for (let at = 0; undoing && at < all.length; at += 7) {
    const order = all[at]?.id ?? '';
    try {
      const outcome = await database.write(scope, (tx) =>
        refundOrder(tx, { id: order, refundNo: 'R', amountMinor: 300 }),
      );
      expect(outcome.ok).toBe(true);
      refunded.push(order);
    } catch (error) {
      expect(error).toMatchObject({ code: 'NOT_FOUND' });
      expect(error).toBeInstanceOf(DomainError);
      gone.push(order);
    }
  }
  await undone;
  expect((await admin.query(wrong)).rows).toEqual([]);
  const there = await read<{ id: string; refunded_minor: string }>('select id, refunded_minor from "order"');
  const left = new Map(there.map((row) => [row.id, Number(row.refunded_minor)]));
  expect(refunded.filter((order) => left.get(order) !== 300)).toEqual([]);
  expect(gone.filter((order) => left.has(order))).toEqual([]);
  const noted = await read<{ n: number }>(
    `select count(*)::int as n from import_change where subject_type = 'Order'`,
  );
  expect(noted).toEqual([{ n: left.size }]);
  expect((await state(id)).status).toBe(refunded.length > 0 ? 'completed' : 'undone');
});

test('an undoing that waits for a refund stops at it, and says so', async () => {
  const story = await importStory();
  const { act, runJob, state, read, admin } = story;
  const id = await imported(story, 6);
  const [order] = await read<{ id: string }>(`select id from "order" where order_no = 'N3'`);
  await value(act((tx) => undoImport(tx, id)));
  const refund = await holding(story, (tx) =>
    refundOrder(tx, { id: order?.id ?? '', refundNo: 'R', amountMinor: 300 }),
  );
  const undoing = runJob(id);
  await someoneWaits(story);
  refund.commit();
  expect(await refund.outcome).toMatchObject({ ok: true });
  await undoing;
  expect(await state(id)).toMatchObject({
    status: 'completed',
    refusal: { code: 'IMPORT_UNDO_BLOCKED', params: { reasons: '1 orders were changed afterwards' } },
  });
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 6 }]);
  expect((await admin.query(wrong)).rows).toEqual([]);
});

test('an undoing that waits for a merge goes on with what the merge has left', async () => {
  const story = await importStory();
  const { act, runJob, state, read, admin } = story;
  const id = await imported(story, 6);
  const [kept, merged] = await livingMembers(story);
  await value(act((tx) => undoImport(tx, id)));
  const merge = await holding(story, (tx) =>
    mergeMembers(tx, { keptId: kept?.id ?? '', mergedId: merged?.id ?? '' }),
  );
  const undoing = runJob(id);
  await someoneWaits(story);
  merge.commit();
  expect(await merge.outcome).toMatchObject({ ok: true });
  await undoing;
  expect(await state(id)).toMatchObject({
    status: 'completed',
    refusal: { code: 'IMPORT_UNDO_BLOCKED', params: { reasons: expect.stringContaining('merged') } },
  });
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 0 }]);
  expect((await admin.query(wrong)).rows).toEqual([]);
});

const moved = `order no,customer id,order date,amount\nN1,B,2024-01-01,5.00\n`;

test('an order goes back to whom its former member has become', async () => {
  const story = await importStory();
  const { upload, check, run, undo, act, read, admin } = story;
  const first = await upload(`${moved.replace('B', 'A')}N2,C,2024-01-01,5.00\n`);
  await check(first);
  await run(first);
  const owner = async (no: string) =>
    (await read<{ member_id: string }>(`select member_id from "order" where order_no = $1`, [no]))[0]
      ?.member_id ?? '';
  const [a, c] = [await owner('N1'), await owner('N2')];
  const second = await upload(moved);
  await check(second);
  await run(second);
  expect(await owner('N1')).not.toBe(a);
  await value(act((tx) => mergeMembers(tx, { keptId: c, mergedId: a })));
  expect(await undo(second)).toMatchObject({ status: 'undone' });
  expect(await owner('N1')).toBe(c);
  expect((await admin.query(wrong)).rows).toEqual([]);
});

test('an order can not go back to a member who is gone', async () => {
  const story = await importStory();
  const { upload, check, run, undo, act, read, state } = story;
  const people = await upload('会员编号,昵称\nA,Ann\n', 'members');
  await check(people);
  await run(people);
  const [ann] = await read<{ id: string }>('select id from member');
  await act(async (tx) => {
    await tx.query(
      `insert into "order" (brand_id, id, member_id, channel, order_no, status, currency, total_minor, placed_at, source)
       select $1, gen_random_uuid(), $2, mapping ->> 'channel', 'N1', 'paid', 'CNY', 500, now(), 'api' from import`,
      [tx.brandId, ann?.id],
    );
    return { ok: true, value: null };
  });
  const second = await upload(moved);
  await check(second);
  expect(await run(second)).toMatchObject({ updated: 1 });
  expect(await undo(people)).toMatchObject({ status: 'undone' });
  await expect(undo(second)).rejects.toThrow('1 orders belonged to members who are gone');
  expect(await state(second)).toMatchObject({ status: 'completed' });
});
