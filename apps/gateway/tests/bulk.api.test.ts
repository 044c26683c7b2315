import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { roles } from '@kolony/domain/foundation/permissions';
import { startWorker } from '@kolony/domain/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let gateway: TestGateway;
let worker: { stop(): Promise<void> };
let brand: TestBrand;
let marketer: TestOperator;

beforeAll(async () => {
  gateway = await startGateway();
  const { database, databaseUrl: url } = gateway;
  worker = await startWorker({ database, url, log: silent, mail: { from: 'Kolony <kolony@localhost>' } });
  brand = await gateway.brand();
  marketer = await gateway.operator(brand, 'marketer');
});
afterAll(async () => {
  await worker.stop();
  await gateway.close();
});

const as = (operator: TestOperator, place = brand) => ({ token: operator.token, brand: place.id });

async function makeMember(input: object, operator = marketer, place = brand): Promise<string> {
  const { data } = await gateway.graphql(
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } userErrors { code } } }',
    { input },
    as(operator, place),
  );
  expect(data.memberCreate.userErrors).toEqual([]);
  return data.memberCreate.member.id;
}

const act = (name: 'memberBulkTag' | 'memberExport' | 'orderExport') =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
    job { id name status progressTotal report { total done unchanged failed file { url } failedFile { url } } }
    userErrors { code field message } } }`;

async function begin(name: Parameters<typeof act>[0], input: object, operator = marketer, place = brand) {
  const { data, errors } = await gateway.graphql(act(name), { input }, as(operator, place));
  return { ...data?.[name], error: errors?.[0]?.extensions.code };
}

/** The job at its end. */
async function ended(id: string, operator = marketer, place = brand) {
  for (;;) {
    const { data } = await gateway.graphql(
      `query ($id: ID!) { job(id: $id) { status progressDone report { total done unchanged failed
        file { name size contentType url } failedFile { name url } } } }`,
      { id },
      as(operator, place),
    );
    if (['COMPLETED', 'DEAD', 'CANCELLED'].includes(data.job.status)) return data.job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function download(url: string, operator = marketer) {
  const headers = { authorization: `Bearer ${operator.token}`, 'accept-language': 'en' };
  const response = await fetch(`${gateway.url}${url}`, { headers });
  // Not by text(), which takes the byte order mark off.
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  return { status: response.status, headers: response.headers, text };
}

const codes = ({ userErrors }: { userErrors: { code: string; field: string[] }[] }) =>
  userErrors.map(({ code, field }) => [code, ...field]);

describe('tags for many members', () => {
  it('go to those who are named, with a report of each that failed', async () => {
    const [one, two] = [
      await makeMember({ displayName: 'One' }),
      await makeMember({ displayName: 'Two', tags: ['vip'] }),
    ];
    const gone = encodeId('Member', newId());
    const begun = await begin('memberBulkTag', { selection: { ids: [one, gone, two, one] }, add: ['vip'] });
    expect(begun).toMatchObject({
      userErrors: [],
      job: {
        name: 'member.tag',
        progressTotal: 3,
        report: { total: 3, file: null, failedFile: null },
      },
    });
    const job = await ended(begun.job.id);
    expect(job).toMatchObject({
      status: 'COMPLETED',
      progressDone: 3,
      report: { total: 3, done: 1, unchanged: 1, failed: 1, file: null },
    });
    const { text, headers } = await download(job.report.failedFile.url);
    expect(text).toBe(
      `\uFEFFId,Reason,Error code\r\n${gone},This record is no longer there.,RECORD_GONE\r\n`,
    );
    expect(headers.get('content-disposition')).toContain('attachment; filename="member-tags-failed.csv"');
    const { data } = await gateway.graphql(
      `{ member(id: "${one}") { tags { name } timeline { nodes { action } } } }`,
      {},
      as(marketer),
    );
    expect(data.member.tags).toEqual([{ name: 'vip' }]);
    expect(data.member.timeline.nodes[0]).toEqual({ action: 'member.tags' });
  });

  it('go to all who match now: by search and by filter', async () => {
    const place = await gateway.brand({ name: 'Bakery' });
    const owner = await gateway.operator(place, 'owner');
    const there = (city: string, displayName: string) => makeMember({ displayName, city }, owner, place);
    await there('杭州', '王一');
    await there('杭州', '李二');
    await there('上海', '王三');
    const tagged = async (name: string) => {
      const { data } = await gateway.graphql(`{ tags { name memberCount } }`, {}, as(owner, place));
      return data.tags.find((tag: { name: string }) => tag.name === name)?.memberCount;
    };
    const tag = async (matching: object, add: string) => {
      const { job } = await begin('memberBulkTag', { selection: { matching }, add: [add] }, owner, place);
      await ended(job.id, owner, place);
      return await tagged(add);
    };
    expect(await tag({}, 'all')).toBe(3);
    expect(await tag({ filter: { city: ['杭州'] } }, 'hangzhou')).toBe(2);
    expect(await tag({ search: '王' }, 'wang')).toBe(2);
    expect(await tag({ search: '王', filter: { not: { city: ['杭州'] } } }, 'both')).toBe(1);
  });

  it('say what is wrong with what was chosen', async () => {
    const id = await makeMember({ displayName: 'Someone' });
    const tag = (selection: object, more: object = { add: ['x'] }) =>
      begin('memberBulkTag', { selection, ...more });
    expect(codes(await tag({}))).toEqual([['SELECTION_NOT_ONE', 'selection']]);
    expect(codes(await tag({ ids: [id], matching: {} }))).toEqual([['SELECTION_NOT_ONE', 'selection']]);
    expect(codes(await tag({ ids: [] }))).toEqual([['SELECTION_EMPTY', 'selection']]);
    expect(codes(await tag({ matching: { filter: { city: ['nowhere'] } } }))).toEqual([
      ['SELECTION_EMPTY', 'selection'],
    ]);
    expect(codes(await tag({ ids: [id, 'member_?', encodeId('Order', newId())] }))).toEqual([
      ['INVALID_ID', 'selection', 'ids', '1'],
      ['INVALID_ID', 'selection', 'ids', '2'],
    ]);
    const many = Array.from({ length: 10_001 }, () => id);
    expect(codes(await tag({ ids: many }))).toEqual([['TOO_MANY', 'selection', 'ids']]);
    expect(codes(await tag({ ids: [id] }, {}))).toEqual([['REQUIRED', 'add']]);
    const { data } = await gateway.graphql(
      '{ jobs(filter: { status: [QUEUED] }) { totalCount } }',
      {},
      as(marketer),
    );
    expect(data.jobs.totalCount).toBe(0);
  });

  it('are for those who may write members, and for members of their brand', async () => {
    const place = await gateway.brand({ name: 'Coffee House' });
    const stranger = await gateway.operator(place, 'owner');
    const theirs = await makeMember({ displayName: 'Theirs' }, stranger, place);
    const viewer = await gateway.operator(brand, 'viewer');
    const refused = await begin('memberBulkTag', { selection: { ids: [theirs] }, add: ['x'] }, viewer);
    expect(refused.error).toBe('FORBIDDEN');
    const { job } = await begin('memberBulkTag', { selection: { ids: [theirs] }, add: ['ours'] });
    expect((await ended(job.id)).report).toMatchObject({ total: 1, done: 0, failed: 1 });
    const { data } = await gateway.graphql(
      `{ member(id: "${theirs}") { tags { name } } }`,
      {},
      as(stranger, place),
    );
    expect(data.member.tags).toEqual([]);
  });

  it('are begun once by a key, however often it is sent', async () => {
    const id = await makeMember({ displayName: 'Once' });
    const query = `mutation ($input: MemberBulkTagInput!) { memberBulkTag(input: $input) @idempotent(key: "bulk-1") { job { id } } }`;
    const input = { selection: { ids: [id] }, add: ['once'] };
    const [first, second] = [
      await gateway.graphql(query, { input }, as(marketer)),
      await gateway.graphql(query, { input }, as(marketer)),
    ];
    expect(second.data.memberBulkTag.job.id).toBe(first.data.memberBulkTag.job.id);
  });
});

describe('an export', () => {
  it('of members holds those who match, in the order asked for, masked for every role', async () => {
    const place = await gateway.brand({ name: 'Tailor' });
    const owner = await gateway.operator(place, 'owner');
    const made = (realName: string, phone: string, joinedAt: string) =>
      makeMember({ realName, joinedAt, identities: [{ kind: 'PHONE', value: phone }] }, owner, place);
    await made('王小明', '13812345678', '2024-01-01T00:00:00Z');
    await made('李雷', '13912345678', '2024-02-01T00:00:00Z');
    for (const role of roles) {
      const operator = await gateway.operator(place, role);
      const input = {
        selection: { matching: {} },
        columns: ['REAL_NAME', 'PHONE', 'JOINED_AT'],
        orderBy: ['JOINED_AT_ASC'],
      };
      const { job } = await begin('memberExport', input, operator, place);
      const { report } = await ended(job.id, operator, place);
      expect(report).toMatchObject({ total: 2, done: 2, failed: 0, failedFile: null });
      const { text, headers } = await download(report.file.url, operator);
      expect(text).toBe(
        '\uFEFFReal name,Phone,Joined\r\n王**,138****5678,2024-01-01 08:00:00\r\n李**,139****5678,2024-02-01 08:00:00\r\n',
      );
      expect(report.file).toMatchObject({
        name: expect.stringMatching(/^members-\d{4}-\d\d-\d\d\.csv$/),
        size: Buffer.byteLength(text),
        contentType: 'text/csv; charset=utf-8',
      });
      expect(headers.get('cache-control')).toBe('private, no-store');
    }
    const { data } = await gateway.graphql(
      '{ auditEvents(first: 100) { nodes { action changes { after } } } }',
      {},
      as(owner, place),
    );
    const told = data.auditEvents.nodes.filter(
      ({ action }: { action: string }) => action === 'member.export',
    );
    expect(told).toHaveLength(roles.length);
    expect(told[0].changes).toEqual([
      { after: { columns: ['real_name', 'phone', 'joined_at'], records: 2 } },
    ]);
    expect(JSON.stringify(data)).not.toMatch(/王小明|13812345678/);
  });

  it('of orders holds those that are named', async () => {
    const { data } = await gateway.graphql(
      `mutation { orderRecord(input: { channel: "shop", orderNo: "A-1", placedAt: "2026-01-01T00:00:00Z", total: "10.50",
        identities: [{ kind: PHONE, value: "13712345678" }] }) { order { id } } }`,
      {},
      as(await gateway.operator(brand, 'owner')),
    );
    const { job } = await begin('orderExport', {
      selection: { ids: [data.orderRecord.order.id] },
      columns: ['ORDER_NO', 'NET', 'PLACED_AT'],
    });
    const { report } = await ended(job.id);
    expect((await download(report.file.url)).text).toBe(
      '\uFEFFOrder number,Net (CNY),Placed\r\nA-1,10.50,2026-01-01 08:00:00\r\n',
    );
    const none = await begin('orderExport', { selection: { matching: {} }, columns: [] });
    expect(codes(none)).toEqual([['REQUIRED', 'columns']]);
    const filtered = await begin('orderExport', {
      selection: { matching: { filter: { orderNo: 'A-1' } } },
      columns: ['MEMBER'],
    });
    expect(filtered.job.progressTotal).toBe(1);
  });

  it('is nobody’s who lacks what its file asks for, and of no other brand', async () => {
    const { job } = await begin('memberExport', { selection: { matching: {} }, columns: ['ID'] });
    const { report } = await ended(job.id);
    const { url } = report.file;
    const place = await gateway.brand({ name: 'Elsewhere' });
    const stranger = await gateway.operator(place, 'owner');
    expect((await download(url, stranger)).status).toBe(404);
    const theirs = url.replace(brand.id, place.id);
    expect((await download(theirs, stranger)).status).toBe(404);
    expect((await fetch(`${gateway.url}${url}`)).status).toBe(401);
    const uuid = (
      await gateway.database.read(gateway.scope(brand), ({ query }) =>
        query<{ id: string }>(
          `select file_id as id from job_report where file_id is not null order by job_id desc limit 1`,
        ),
      )
    )[0]?.id;
    await gateway.database.write(gateway.scope(brand), async (tx) => {
      await tx.query(`update stored_file set permissions = '{MEMBER_READ,IMPORT_RUN}' where id = $1`, [uuid]);
      return done(null);
    });
    const viewer = await gateway.operator(brand, 'viewer');
    const refused = await download(url, viewer);
    expect([refused.status, JSON.parse(refused.text).errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    const { data } = await gateway.graphql(
      `query ($id: ID!) { job(id: $id) { report { file { url } } } }`,
      { id: job.id },
      as(viewer),
    );
    expect(data.job.report.file.url).toBeNull();
  });
});
