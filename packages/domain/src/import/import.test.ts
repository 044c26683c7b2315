import { expect, test } from 'vitest';
import { contents, importer, importStory, ordersFile, value } from '../../tests/import-story.ts';
import { makeBrand, makeOperator } from '../../tests/story.ts';
import { operatorScope } from '../foundation/scope.ts';
import { mendImport } from './import.mending.service.ts';
import { checkImport, runImport } from './import.service.ts';

const totals = `select (select count(*)::int from "order") as orders, (select count(*)::int from member) as members,
  (select coalesce(sum(total_minor), 0)::int from "order") as sum, (select coalesce(sum(spent_minor), 0)::int from member) as spent`;

test('a file of orders: checked, mended, run, and the same file again changes nothing', async () => {
  const { upload, state, check, run, act, read, database, scope } = await importStory();
  const bad = ['N7,C1,13800000001,2024-02-30,5.00', 'N8,C2,12,2024-02-03,-5'];
  const file = `${ordersFile(6)}\n${bad.join('\n')}\n`;
  const id = await upload(file);
  expect(await state(id)).toMatchObject({
    status: 'uploaded',
    mapping: { columns: { 0: 'orderNo', 1: 'externalId', 2: 'memberPhone', 3: 'placedAt', 4: 'amount' } },
    layout: { format: 'csv', encoding: 'utf-8', delimiter: ',', questions: [] },
  });

  expect(await check(id)).toMatchObject({
    status: 'checked',
    rows_total: 8,
    rows_valid: 6,
    rows_invalid: 2,
    problem_count: 3,
  });
  const problems = 'select line::int, field, code from import_problem order by line, position';
  expect(await read(problems)).toEqual([
    { line: 8, field: 'placedAt', code: 'DATE_INVALID' },
    { line: 9, field: 'memberPhone', code: 'PHONE_INVALID' },
    { line: 9, field: 'amount', code: 'AMOUNT_NEGATIVE' },
  ]);
  expect(await read(totals)).toEqual([{ orders: 0, members: 0, sum: 0, spent: 0 }]);

  const cells = [{ line: 8, columnIndex: 3, value: '2024-02-29' }];
  await value(act((tx) => mendImport(tx, { id, cells })));
  await importer(database, scope).runJob(id);
  expect(await state(id)).toMatchObject({ status: 'checked', rows_valid: 7, rows_invalid: 1 });

  const after = await run(id);
  expect(after).toMatchObject({
    status: 'completed',
    created: 7,
    updated: 0,
    unchanged: 0,
    failed: 1,
    rows_done: 8,
  });
  expect(await read(totals)).toEqual([{ orders: 7, members: 2, sum: 2300, spent: 2300 }]);
  expect(await contents(database, scope, after.failed_file_id)).toBe(
    '\uFEFForder no,customer id,phone,order date,amount,Line,Reason\r\n' +
      'N8,C2,12,2024-02-03,-5,9,phone: This is not a valid phone number. amount: The amount must not be negative.\r\n',
  );

  const again = await upload(file);
  await check(again);
  expect(await run(again)).toMatchObject({ created: 0, updated: 0, unchanged: 6, failed: 2 });
  expect(await read(totals)).toEqual([{ orders: 7, members: 2, sum: 2300, spent: 2300 }]);
  expect(await read('select count(*)::int as n from import_change where import_id = $1', [again])).toEqual([
    { n: 0 },
  ]);
});

test('what was found in a file is sealed in the database', async () => {
  const { upload, check, admin } = await importStory();
  const id = await upload(
    `order no,customer id,phone,order date,amount\nN1,C1,1381234567,2024-01-01,1.00\nN2,C2,13800000001,2024-01-01,1\n`,
  );
  await check(id);
  for (const table of ['import', 'import_problem', 'stored_file', 'stored_file_chunk']) {
    const { rows } = await admin.query(`select t::text as text from ${table} t`);
    expect(rows.length).toBeGreaterThan(0);
    const texts = rows.map(({ text }) => String(text)).join();
    expect(texts).not.toContain('1381234567');
    expect(texts).not.toContain(Buffer.from('1381234567').toString('hex'));
  }
});

test('columns are matched as the last time', async () => {
  const { upload, state, map, codes, check, read } = await importStory();
  const file = 'a,b,c,d\nC1,2024-01-02,3.00,x\n';
  const first = await upload(file);
  const columns = [
    { index: 0, field: 'externalId' },
    { index: 1, field: 'placedAt' },
    { index: 2, field: 'amount' },
    { index: 3, field: null },
  ];
  expect(await codes(map({ id: first, version: 2, columns }))).toEqual(['VERSION_OUTDATED']);
  expect(await codes(map({ id: first, version: 1, columns: columns.slice(0, 2) }))).toEqual([
    'FIELDS_MISSING',
  ]);
  expect(
    await codes(
      map({ id: first, version: 1, columns: [...columns.slice(0, 3), { index: 3, field: 'amount' }] }),
    ),
  ).toEqual(['FIELD_MAPPED_TWICE']);
  expect(
    await codes(
      map({
        id: first,
        version: 1,
        columns: [{ index: 9, field: 'amount' }],
        dateOrder: 'ymd',
        timeZone: 'Mars',
      }),
    ),
  ).toEqual(['COLUMN_NOT_FOUND', 'TIME_ZONE_INVALID', 'INVALID_VALUE']);
  await value(map({ id: first, version: 1, columns, channel: '小程序', timeZone: 'UTC' }));
  expect(await state(first)).toMatchObject({ version: 2 });

  const second = await upload(file);
  expect(await state(second)).toMatchObject({
    mapping: { columns: { 0: 'externalId', 1: 'placedAt', 2: 'amount' }, channel: '小程序', timeZone: 'UTC' },
  });
  expect(await check(second)).toMatchObject({ rows_valid: 1 });
  const audits = await read<{ action: string }>(
    `select action from audit_event where subject_type = 'Import' order by seq`,
  );
  expect(audits.map(({ action }) => action)).toEqual([
    'import.upload',
    'import.map',
    'import.upload',
    'import.check',
  ]);
});

test('what the file leaves open is asked, and the answer decides only there', async () => {
  const { upload, state, map, check, run, read } = await importStory();
  const rows = ['N1,C1,03/04/2024,25/12/2023,1.00', 'N2,C1,05/06/2024,05/06/2024,2.00'];
  const id = await upload(`order no,customer id,order date,paid at,amount\n${rows.join('\n')}\n`);
  const { layout, mapping } = await state(id);
  expect(layout).toMatchObject({ questions: [{ kind: 'DATE_ORDER', column: 2, options: ['dmy', 'mdy'] }] });
  expect(await check(id)).toMatchObject({ rows_invalid: 2 });
  const columns = Object.entries(Object(mapping).columns).map(([index, field]) => ({
    index: Number(index),
    field: String(field),
  }));
  await value(map({ id, version: 2, columns, dateOrder: 'mdy', timeZone: 'UTC' }));
  expect(await check(id)).toMatchObject({ rows_invalid: 0 });
  await run(id);
  const dates = `select order_no, placed_at::date::text as placed, paid_at::date::text as paid from "order" order by order_no`;
  expect(await read(dates)).toEqual([
    { order_no: 'N1', placed: '2024-03-04', paid: '2023-12-25' },
    { order_no: 'N2', placed: '2024-05-06', paid: '2024-06-05' },
  ]);
});

test('the check also knows what is stored: whose identities, which currency, which orders', async () => {
  const { upload, check, run, read } = await importStory();
  const members = await upload('id,phone\nC1,13800000001\nC2,13800000002\n', 'members');
  await check(members);
  expect(await run(members)).toMatchObject({ created: 2 });
  const rows = [
    'N1,C1,13800000002,2024-01-01,1.00,CNY',
    'N2,C1,13800000001,2024-01-01,1.00,USD',
    'N3,C1,13800000001,2024-01-01,1.00,CNY',
  ];
  const id = await upload(`order no,customer id,phone,order date,amount,currency\n${rows.join('\n')}\n`);
  expect(await check(id)).toMatchObject({ rows_valid: 1, rows_invalid: 2 });
  expect(await read('select line::int, field, code from import_problem order by line')).toEqual([
    { line: 2, field: null, code: 'IDENTITIES_OF_TWO_MEMBERS' },
    { line: 3, field: 'currency', code: 'CURRENCY_MISMATCH' },
  ]);
  expect(await run(id)).toMatchObject({ created: 1, failed: 2 });
});

test('a file of members: profiles, tags and notes; again unchanged; changed rows update', async () => {
  const { upload, check, run, read } = await importStory();
  const head = '会员编号,姓名,手机号,性别,生日,标签,备注,注册时间,来源';
  const file = `${head}\nM1,王小明,13800000001,男,1990-02-28,"VIP,老客",好,2020-01-01 08:00,天猫\nM2,李雷,13800000002,女,,新客,,2021-01-01,\n`;
  const first = await upload(file, 'members');
  await check(first);
  expect(await run(first)).toMatchObject({ status: 'completed', created: 2, failed: 0 });
  const tags = `select string_agg(t.name, ' ' order by t.name) as tags from member_tag mt join tag t on t.id = mt.tag_id
    group by mt.member_id order by 1`;
  expect(await read(tags)).toEqual([{ tags: expect.stringMatching(/VIP.*|天猫.*/) }, { tags: '新客' }]);
  const second = await upload(file, 'members');
  await check(second);
  expect(await run(second)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  const third = await upload(file.replace('李雷', '李蕾'), 'members');
  await check(third);
  expect(await run(third)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
});

test('what the reader takes, the domain takes: an apostrophe in an address', async () => {
  const { upload, check, run } = await importStory();
  const id = await upload(`customer,date,amount,email\nMae O'Kon,2024-01-01,1.00,mae_o'kon@example.com\n`);
  expect(await check(id)).toMatchObject({ rows_invalid: 0 });
  expect(await run(id)).toMatchObject({ created: 1, failed: 0 });
});

test('actions are refused where they make no sense', async () => {
  const { upload, act, codes, check, run, discard, state } = await importStory();
  const id = await upload(ordersFile(3));
  expect(await codes(act((tx) => runImport(tx, id)))).toEqual(['IMPORT_NOT_POSSIBLE']);
  await check(id);
  await run(id);
  expect(await codes(act((tx) => checkImport(tx, id)))).toEqual(['IMPORT_NOT_POSSIBLE']);
  expect(await codes(discard(id))).toEqual(['IMPORT_NOT_POSSIBLE']);
  const other = await upload(ordersFile(3));
  const { file_id: fileId } = await state(other);
  expect(await codes(discard(other))).toEqual([]);
  expect(await state(other)).toEqual({});
  expect(fileId).toBeTruthy();
});

test('an import of another brand is as one that does not exist', async () => {
  const { upload, database, state } = await importStory();
  const id = await upload(ordersFile(3));
  const other = await makeBrand(database, 'Other');
  const operator = await makeOperator(database, other.id);
  const stranger = importer(database, operatorScope(operator, { brandId: other.id, role: 'owner' }));
  await expect(stranger.act((tx) => checkImport(tx, id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(stranger.act((tx) => mendImport(tx, { id, cells: [] }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await stranger.read('select * from import')).toEqual([]);
  const { file_id: fileId } = await state(id);
  const scope = operatorScope(operator, { brandId: other.id, role: 'owner' });
  await expect(contents(database, scope, fileId)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a file that can only be refused once it is read whole fails its check, and can be matched otherwise', async () => {
  const { upload, check, state } = await importStory();
  const scattered = Array.from({ length: 101_000 }, (_, n) => `N${n % 50_500},C1,2024-01-01,1`);
  const id = await upload(`order no,customer id,order date,amount\n${scattered.join('\n')}\n`);
  expect(await check(id)).toMatchObject({ status: 'failed', refusal: { code: 'ORDER_ROWS_SCATTERED' } });
  expect(await check(id)).toMatchObject({ status: 'failed' });
  expect((await state(id)).rows_total).toBeNull();
});
