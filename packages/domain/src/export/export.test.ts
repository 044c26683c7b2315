import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bulkStory, chosenIds, value } from '../../tests/bulk-story.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { JobCancelled } from '../foundation/job.runner.ts';
import { brandScope } from '../foundation/scope.ts';
import { bareCell } from '../import/cell-text.ts';
import { openTable } from '../import/table-reader.ts';
import { createMember, updateTags } from '../member/member.service.ts';
import { mergeMembers } from '../merge/merge.service.ts';
import { recordOrder } from '../order/order.record.service.ts';
import { adjustPoints } from '../points/adjustment.service.ts';
import { earnPoints } from '../points/points.service.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { beginMemberExport, beginOrderExport } from './export.service.ts';
import { type MemberExportColumn, memberExportColumns } from './member-export.columns.ts';
import { type OrderExportColumn, orderExportColumns } from './order-export.columns.ts';

type Story = Awaited<ReturnType<typeof bulkStory>>;

const allMemberColumns = Object.keys(memberExportColumns) as MemberExportColumn[];
const allOrderColumns = Object.keys(orderExportColumns) as OrderExportColumn[];

const exportMembers = async (
  story: Story,
  ids: readonly string[],
  columns: readonly MemberExportColumn[],
) => {
  const chosen = chosenIds(ids);
  const job = await value(story.act((tx) => beginMemberExport(tx, { chosen, columns })));
  await story.run(job);
  const report = await story.report(job);
  return { job, report, file: await story.text(report?.file_id) };
};

/** The rows of a file as objects by heading, below the byte order mark. */
const rowsOf = (file: string): Record<string, string>[] => parse(file, { bom: true, columns: true });

describe('an export of members', () => {
  it('holds what is known of them, masked, in the language and the zone of the brand', async () => {
    const story = await bulkStory('zh-CN');
    const id = await value(
      story.act((tx) =>
        createMember(tx, {
          displayName: '小明',
          realName: '王小明',
          address: '上海市浦东新区世纪大道100号',
          gender: 'male',
          birthday: '1990-02-28',
          province: '上海',
          city: '上海',
          interests: ['茶', '咖啡'],
          joinedAt: new Date('2024-03-05T17:30:09Z'),
          identities: [
            { kind: 'phone', value: '13812345678' },
            { kind: 'phone', value: '13912345678' },
            { kind: 'email', value: 'wang@example.com' },
            { kind: 'external_id', namespace: 'tmall', value: 'TB-0007' },
            { kind: 'openid', namespace: 'wx1', value: 'oABC' },
            { kind: 'unionid', value: 'uABC' },
          ],
          tags: ['老客', 'VIP'],
        }),
      ),
    );
    await value(
      story.act((tx) =>
        recordOrder(tx, {
          orderNo: '1',
          memberId: id,
          status: 'paid',
          totalMinor: 123450,
          placedAt: new Date('2024-03-06T16:00:00Z'),
          source: 'api',
        }),
      ),
    );
    await value(story.act((tx) => earnPoints(tx, { memberId: id, points: 1234, key: 'order' })));
    await value(
      story.act((tx) => adjustPoints(tx, { memberId: id, points: 20, reason: '补偿', key: 'adjust' })),
    );
    await calculateAll(story.database, brandScope(story.brand.id));
    const { file, report } = await exportMembers(story, [id], allMemberColumns);
    expect(file.startsWith('\uFEFF会员编号,会员,')).toBe(true);
    expect(rowsOf(file)).toEqual([
      {
        会员编号: encodeId('Member', id),
        会员: '小明',
        昵称: '小明',
        真实姓名: '王**',
        手机号: expect.stringMatching(/^13[89]\*{4}5678、13[89]\*{4}5678$/),
        邮箱: 'w***@example.com',
        外部编号: 'TB-0007',
        OpenID: 'oABC',
        UnionID: 'uABC',
        性别: '男',
        生日: '1990-02-28',
        省份: '上海',
        城市: '上海',
        地址: '上海市***',
        兴趣: '茶、咖啡',
        标签: 'VIP、老客',
        来源: '手工录入',
        订单数: '1',
        '累计消费（CNY）': '1234.50',
        '客单价（CNY）': '1234.50',
        可用积分: '20',
        待生效积分: '1234',
        首次下单: '2024-03-07 00:00:00',
        最近下单: '2024-03-07 00:00:00',
        生命周期: '沉默',
        'RFM 分组': '需要关注',
        'RFM 评分': '3 · 3 · 3',
        加入时间: '2024-03-06 01:30:09',
      },
    ]);
    expect(report).toMatchObject({ total: 1, done: 1, failed: 0, failed_file_id: null });
    const [stored] = await story.read<{ name: string; permissions: string[]; content_type: string }>(
      'select name, permissions, content_type from stored_file',
    );
    expect(stored).toEqual({
      name: expect.stringMatching(/^会员-\d{4}-\d\d-\d\d\.csv$/),
      permissions: ['MEMBER_READ'],
      content_type: 'text/csv; charset=utf-8',
    });
  });

  it('holds nothing that a spreadsheet program would run, and reads back as it was', async () => {
    const story = await bulkStory();
    const names = ['=1+1', '@SUM(A1)', '-2+3', '+44x', '\u3000＝1+1', 'a,"b"', "O'Hara", 'Zoë 茶', '-12.50'];
    const ids: string[] = [];
    for (const displayName of names) {
      ids.push(await value(story.act((tx) => createMember(tx, { displayName, tags: [displayName] }))));
    }
    const { file } = await exportMembers(story, ids, ['display_name', 'tags']);
    const path = join(tmpdir(), `${newId()}.csv`);
    await writeFile(path, file);
    onTestFinished(() => rm(path));
    const table = await openTable(path);
    const read: string[][] = [];
    for await (const { cells } of table.rows()) read.push(cells.map(bareCell));
    expect(read.map(([name]) => name)).toEqual(names.map((name) => bareCell(name)));
    for (const cells of parse(file, { bom: true }).flat()) {
      expect(cells).not.toMatch(/^\s*[=+\-@＝](?![\d.,]+$)/u);
    }
  });

  it('keeps the order that was chosen over many portions, and is the same when it is broken off', async () => {
    const story = await bulkStory();
    const ids = (await story.makeMembers(2500)).reverse();
    const chosen = chosenIds(ids);
    const job = await value(story.act((tx) => beginMemberExport(tx, { chosen, columns: ['id', 'name'] })));
    const stop = new AbortController();
    const broken = story.run(job, {
      signal: stop.signal,
      onProgress: (count) => count === 1000 && stop.abort(new JobCancelled()),
    });
    await expect(broken).rejects.toThrow(JobCancelled);
    const halfway = await story.report(job);
    expect(halfway).toMatchObject({ done: 1000 });
    await expect(story.text(halfway?.file_id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await story.run(job);
    const report = await story.report(job);
    expect(report).toMatchObject({ total: 2500, done: 2500 });
    const rows = rowsOf(await story.text(report?.file_id));
    expect(rows.map((row) => row['Member id'])).toEqual(ids.map((id) => encodeId('Member', id)));
  });

  it('leaves out who was merged or is gone, and says so in a file of its own', async () => {
    const story = await bulkStory();
    const [kept = '', merged = ''] = await story.makeMembers(2);
    const chosen = chosenIds([kept, merged, newId()]);
    const job = await value(story.act((tx) => beginMemberExport(tx, { chosen, columns: ['id'] })));
    await value(story.act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged })));
    await story.run(job);
    const report = await story.report(job);
    expect(report).toMatchObject({ total: 3, done: 1, failed: 2 });
    expect(rowsOf(await story.text(report?.file_id))).toEqual([{ 'Member id': encodeId('Member', kept) }]);
    const failed = rowsOf(await story.text(report?.failed_file_id));
    expect(failed.map((row) => row['Error code'])).toEqual(['MEMBER_MERGED', 'RECORD_GONE']);
  });

  it('leaves out who cannot be read, and writes the others', async () => {
    const story = await bulkStory();
    const made = (realName: string) => value(story.act((tx) => createMember(tx, { realName })));
    const [one, broken, two] = [await made('Ann Lee'), await made('Bob Ray'), await made('Cy Fox')];
    await story.admin.query(
      `update member set real_name_sealed = set_byte(real_name_sealed, length(real_name_sealed) - 1,
         get_byte(real_name_sealed, length(real_name_sealed) - 1) # 1) where id = $1`,
      [broken],
    );
    const { file, report } = await exportMembers(story, [one, broken, two], ['name']);
    expect(rowsOf(file).map((row) => row.Member)).toEqual(['A**** L****', 'C**** F****']);
    const [failed, ...more] = rowsOf(await story.text(report?.failed_file_id));
    expect(failed).toMatchObject({ Id: encodeId('Member', broken), 'Error code': 'RECORD_UNREADABLE' });
    expect(more).toEqual([]);
  });

  it('is told to the audit log: who exported how many, with which columns', async () => {
    const story = await bulkStory();
    const ids = await story.makeMembers(3);
    const { job } = await exportMembers(story, ids, ['phone', 'name', 'phone']);
    const [event] = await story.read(
      `select actor_id, subject_type, changes from audit_event where action = 'member.export'`,
    );
    expect(event).toEqual({
      actor_id: story.operatorId,
      subject_type: 'Job',
      changes: [{ id: job, before: null, after: { columns: ['phone', 'name'], records: 3 } }],
    });
    const [stored] = await story.read<{ input: object }>('select input from job');
    expect(Object.keys(stored?.input ?? {}).sort()).toEqual([
      'columns',
      'currency',
      'fileName',
      'locale',
      'timeZone',
    ]);
  });

  it('needs a column, and someone to export', async () => {
    const story = await bulkStory();
    const [id = ''] = await story.makeMembers(1);
    const none = await story.act((tx) => beginMemberExport(tx, { chosen: chosenIds([id]), columns: [] }));
    expect(none).toMatchObject({ ok: false, errors: [{ code: 'REQUIRED', field: ['columns'] }] });
    const nobody = await story.act((tx) => beginMemberExport(tx, { chosen: chosenIds([]), columns: ['id'] }));
    expect(nobody).toMatchObject({ ok: false, errors: [{ code: 'SELECTION_EMPTY' }] });
  });
});

describe('an export of orders', () => {
  it('holds amounts in their currency, times in the zone of the brand, and whose they are', async () => {
    const story = await bulkStory();
    await story.admin.query(`update brand set time_zone = 'America/New_York', currency = 'JPY'`);
    const memberId = await value(story.act((tx) => createMember(tx, { realName: '王小明' })));
    await value(story.act((tx) => updateTags(tx, { memberId, add: ['x'] })));
    const order = await value(
      story.act((tx) =>
        recordOrder(tx, {
          orderNo: '=9',
          channel: 'shop',
          memberId,
          status: 'partially_refunded',
          totalMinor: 5000,
          refundedMinor: 1200,
          placedAt: new Date('2024-07-01T03:00:00Z'),
          source: 'api',
        }),
      ),
    );
    const chosen = chosenIds([order]);
    const job = await value(story.act((tx) => beginOrderExport(tx, { chosen, columns: allOrderColumns })));
    await story.run(job);
    const [row] = rowsOf(await story.text((await story.report(job))?.file_id));
    expect(row).toEqual({
      'Order id': encodeId('Order', order),
      'Order number': "'=9",
      Channel: 'shop',
      Status: 'Partially refunded',
      Placed: '2024-06-30 23:00:00',
      Paid: '2024-06-30 23:00:00',
      Cancelled: '',
      'Total (JPY)': '5000',
      'Refunded (JPY)': '1200',
      'Net (JPY)': '3800',
      Source: 'API',
      'Member id': encodeId('Member', memberId),
      Member: '王**',
    });
    const permissions = () => story.read('select permissions from stored_file order by created_at');
    expect(await permissions()).toEqual([{ permissions: ['ORDER_READ', 'MEMBER_READ'] }]);
    const bare = await value(
      story.act((tx) => beginOrderExport(tx, { chosen, columns: ['order_no', 'total'] })),
    );
    await story.run(bare);
    expect(await permissions()).toEqual([
      { permissions: ['ORDER_READ', 'MEMBER_READ'] },
      { permissions: ['ORDER_READ'] },
    ]);
  });
});
