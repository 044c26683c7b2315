import { expect, test } from 'vitest';
import { contents, importer, importStory, ordersFile, value } from '../../tests/import-story.ts';
import type { Database } from '../foundation/database.ts';
import { updateMember } from '../member/member.service.ts';
import { runRows } from './import.run.service.ts';

const totals = `select (select count(*)::int from "order") as orders, (select count(*)::int from member) as members,
  (select coalesce(sum(total_minor), 0)::int from "order") as sum, (select coalesce(sum(order_count), 0)::int from member) as counted`;

/** The database as a process sees it that is killed after so many transactions. */
function dyingAfter(database: Database, writes: number): Database {
  let left = writes;
  return new Proxy(database, {
    get(target, property) {
      if (property === 'write') {
        return (...args: Parameters<Database['write']>) => {
          if (left-- <= 0) throw new Error('killed');
          return target.write(...args);
        };
      }
      const member: unknown = Reflect.get(target, property);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

test('a run that dies between any two batches goes on where it stopped: nothing is lost or doubled', async () => {
  const { upload, check, start, runJob, state, database, scope, read } = await importStory();
  const bad = (n: number) => (n % 500 === 7 ? '-1' : `${n % 90}.50`);
  const id = await upload(ordersFile(2500, { amount: bad }));
  await check(id);
  await start(id);
  const [job] = await read<{ job_id: string }>('select job_id from import where id = $1', [id]);
  const seen: unknown[] = [];
  for (const writes of [1, 2, 3]) {
    const controller = new AbortController();
    const run = {
      scope,
      importId: id,
      jobId: job?.job_id ?? null,
      locale: 'en' as const,
      signal: controller.signal,
    };
    const dying = runRows({ ...run, database: dyingAfter(database, writes), progress: () => undefined });
    await expect(dying).rejects.toThrow('killed');
    seen.push((await state(id)).rows_done);
  }
  expect(seen).toEqual([0, 500, 1500]);
  await runJob(id, { attempt: 4 });
  const after = await state(id);
  expect(after).toMatchObject({
    status: 'completed',
    created: 2495,
    failed: 5,
    rows_done: 2500,
    problem_count: 5,
  });
  expect(await read(totals)).toEqual([
    expect.objectContaining({ orders: 2495, members: 833, counted: 2495 }),
  ]);
  expect(await read('select count(*)::int as n from import_change')).toEqual([{ n: 2495 + 833 }]);
  const failed = await contents(database, scope, after.failed_file_id);
  expect(failed.trimEnd().split('\r\n')).toHaveLength(6);
  const audited = await read<{ n: number }>(
    `select sum(jsonb_array_length(changes))::int as n from audit_event where action = 'order.record'`,
  );
  expect(audited).toEqual([{ n: 2495 }]);
});

test('the planner learns of what a run writes while it runs', async () => {
  const { upload, check, run, admin } = await importStory();
  const id = await upload(ordersFile(2000));
  await check(id);
  await run(id);
  const { rows } = await admin.query(
    `select relname, reltuples >= 300 as seen from pg_class
     where relname in ('member', 'member_identity', 'order', 'import_change') order by 1`,
  );
  expect(rows).toEqual(
    ['import_change', 'member', 'member_identity', 'order'].map((relname) => ({ relname, seen: true })),
  );
});

test('a cancelled run keeps what it has done, and can be undone', async () => {
  const { upload, check, start, runJob, state, cancel, undo, read, database, scope } = await importStory();
  const id = await upload(ordersFile(2500));
  await check(id);
  await start(id);
  const [job] = await read<{ job_id: string }>('select job_id from import where id = $1', [id]);
  let reports = 0;
  await runRows({
    database,
    scope,
    importId: id,
    jobId: job?.job_id ?? null,
    locale: 'en',
    signal: new AbortController().signal,
    progress: () => {
      // Behind the second batch, from elsewhere.
      if (++reports === 3) void cancel(id);
    },
  });
  const after = await state(id);
  expect(after.status).toBe('cancelled');
  expect(Number(after.rows_done)).toBeGreaterThan(0);
  expect(Number(after.rows_done)).toBeLessThan(2500);
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: after.created }]);
  expect(await read('select status from job where id = $1', [job?.job_id])).not.toEqual([{ status: 'dead' }]);
  await runJob(id);
  expect(await state(id)).toEqual(after);
  expect(await undo(id)).toMatchObject({ status: 'undone' });
  expect(await read(totals)).toEqual([{ orders: 0, members: 0, sum: 0, counted: 0 }]);
});

test('two imports of the same members and orders at once end as one after the other', async () => {
  const { upload, check, start, runJob, state, read } = await importStory();
  const ids = [await upload(ordersFile(1500)), await upload(ordersFile(1500))];
  for (const id of ids) {
    await check(id);
    await start(id);
  }
  await Promise.all(ids.map((id) => runJob(id)));
  const states = await Promise.all(ids.map(state));
  const sum = (field: string) => states.reduce((all, one) => all + Number(one[field]), 0);
  expect(states.map(({ status }) => status)).toEqual(['completed', 'completed']);
  expect([sum('created'), sum('updated'), sum('unchanged'), sum('failed')]).toEqual([1500, 0, 1500, 0]);
  expect(await read(totals)).toEqual([
    expect.objectContaining({ orders: 1500, members: 500, counted: 1500 }),
  ]);
});

test('undoing puts back what was updated, and takes away only what the import made', async () => {
  const { upload, check, run, undo, read } = await importStory();
  const first = await upload(
    `order no,customer id,order date,amount,product\nN1,C1,2024-01-02,5.00,tea\nN2,C2,2024-01-03,6.00,cup\n`,
  );
  await check(first);
  await run(first);
  const snapshot = `select o.order_no, o.total_minor::int, o.placed_at, m.spent_minor::int, m.joined_at, m.display_name,
      (select jsonb_agg(l.product_name) from order_line l where l.order_id = o.id) as lines
    from "order" o join member m on m.id = o.member_id order by 1`;
  const before = await read(snapshot);
  const second = await upload(
    `order no,customer id,order date,amount,product,nickname,phone\nN1,C1,2024-01-01,7.50,pot,Ann,13800000001\nN3,C2,2024-01-04,1.00,,,\nN4,C3,2024-01-05,1.00,,,\n`,
  );
  await check(second);
  expect(await run(second)).toMatchObject({ created: 2, updated: 1 });
  expect(await read(snapshot)).not.toEqual(before);
  expect(await undo(second)).toMatchObject({ status: 'undone', created: 2, updated: 1 });
  expect(await read(snapshot)).toEqual(before);
  expect(await read('select kind from member_identity order by 1')).toEqual([
    { kind: 'external_id' },
    { kind: 'external_id' },
  ]);
  // The first import finds its records as it left them, though they were changed and put back meanwhile.
  expect(await undo(first)).toMatchObject({ status: 'undone' });
  expect(await read(totals)).toEqual([{ orders: 0, members: 0, sum: 0, counted: 0 }]);
  const [chain] = await read<{ n: number }>(
    `select count(*)::int as n from audit_event where action like '%.import_undo'`,
  );
  expect(chain?.n).toBe(4);
});

test('undoing is refused when something depends on what the import wrote, and says what', async () => {
  const { upload, check, run, undo, act, read, state } = await importStory();
  const first = await upload(ordersFile(6));
  await check(first);
  await run(first);
  const second = await upload(
    `order no,customer id,order date,amount\nN0,C0,2024-03-01,9.00\nX1,C1,2024-03-01,1.00\n`,
  );
  await check(second);
  expect(await run(second)).toMatchObject({ created: 1, updated: 1 });
  const [member] = await read<{ id: string; version: number }>('select id, version from member limit 1');
  const note = `insert into member_note (brand_id, id, member_id, body) select brand_id, gen_random_uuid(), id, 'x' from member`;
  await act(async (tx) => {
    await tx.query(note);
    return { ok: true, value: null };
  });
  await value(
    act((tx) =>
      updateMember(tx, { id: member?.id ?? '', version: member?.version ?? 0, displayName: 'Ann' }),
    ),
  );
  await expect(undo(first)).rejects.toThrow(
    '1 orders were changed afterwards, 1 members were changed afterwards, 1 of the new members have orders from elsewhere, 2 of the new members were given notes afterwards',
  );
  expect(await state(first)).toMatchObject({ status: 'completed' });
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 7 }]);
});

test('undoing stops at what was changed after it was decided, and can be begun again', async () => {
  const { upload, check, run, act, runJob, undo, state, read } = await importStory();
  const id = await upload(ordersFile(10));
  await check(id);
  await run(id);
  const { undoImport } = await import('./import.undo.service.ts');
  await value(act((tx) => undoImport(tx, id)));
  const change = (by: number) =>
    act(async (tx) => {
      await tx.query(`update "order" set version = version + $1 where order_no = 'N3'`, [by]);
      return { ok: true, value: null };
    });
  await change(1);
  await runJob(id);
  expect(await state(id)).toMatchObject({
    status: 'completed',
    refusal: { code: 'IMPORT_UNDO_BLOCKED', params: { reasons: '1 orders were changed afterwards' } },
  });
  await change(-1);
  expect(await undo(id)).toMatchObject({ status: 'undone' });
  expect(await read(totals)).toEqual([{ orders: 0, members: 0, sum: 0, counted: 0 }]);
});

test('mending while it is checked begins the check anew; the old one changes nothing any more', async () => {
  const { upload, act, state, read, database, scope } = await importStory();
  const { checkImport } = await import('./import.service.ts');
  const { mendImport } = await import('./import.mending.service.ts');
  const id = await upload('order no,customer id,order date,amount\nN1,C1,2024-01-01,-1\n');
  await value(act((tx) => checkImport(tx, id)));
  const [old] = await read<{ job_id: string }>('select job_id from import');
  await value(act((tx) => mendImport(tx, { id, cells: [{ line: 2, columnIndex: 3, value: '1' }] })));
  const { checkRows } = await import('./import.check.service.ts');
  await checkRows({
    database,
    scope,
    importId: id,
    jobId: old?.job_id ?? null,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  expect(await state(id)).toMatchObject({ status: 'checking' });
  await importer(database, scope).runJob(id);
  expect(await state(id)).toMatchObject({ status: 'checked', rows_valid: 1 });
});
