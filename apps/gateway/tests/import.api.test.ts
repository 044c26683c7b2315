import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { systemScope } from '@kolony/domain/foundation/scope';
import { buildZip, workbookParts } from '@kolony/domain/import/import.fixture';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { startWorker } from '@kolony/domain/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let worker: { stop(): Promise<void> };

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  const { database, databaseUrl: url } = gateway;
  worker = await startWorker({ database, url, log: quiet, mail: { from: 'kolony@example.com' } });
});
afterAll(async () => {
  await worker.stop();
  await gateway.close();
});

interface Uploading {
  query?: string;
  as?: TestOperator | null;
  in?: TestBrand;
  headers?: Record<string, string>;
}

async function upload(body: string | Uint8Array<ArrayBuffer>, over: Uploading = {}) {
  const { query = 'kind=orders&name=%E8%AE%A2%E5%8D%95.csv', as = owner, headers } = over;
  const response = await fetch(`${gateway.url}/imports?${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'accept-language': 'en',
      ...(as ? { authorization: `Bearer ${as.token}`, 'kolony-brand': (over.in ?? brand).id } : {}),
      ...headers,
    },
    body,
  });
  const answer: {
    importId?: string;
    errors?: { message: string; extensions: { code: string; requestId: string } }[];
  } = JSON.parse(await response.text());
  // Every refusal has the form that errors of GraphQL have.
  for (const { extensions } of answer.errors ?? [])
    expect(extensions.requestId).toBe(response.headers.get('x-request-id'));
  return { status: response.status, code: answer.errors?.[0]?.extensions.code, ...answer };
}

const graphql = (query: string, variables = {}, as = owner, at = brand) =>
  gateway.graphql(query, variables, { token: as.token, brand: at.id });

const whole = `id version status kind fileName fileSize format encoding delimiter sheet sheets headerLine chosen { encoding delimiter sheet headerLine } timeZone channel dateOrder
  columns { index header samples field suggestedField confidence } questions { kind columnIndex options samples answer }
  rowsTotal rowsValid rowsInvalid createdCount updatedCount unchangedCount failedCount problemCount failedRowsUrl
  availableActions createdBy { id } refusal { code message } job { name status progressDone progressTotal }
  problems { totalCount nodes { id line columnIndex field code message value mended } }`;

async function act(name: string, input: object, as = owner) {
  const type =
    { importRead: 'ImportReadInput', importMap: 'ImportMapInput', importMend: 'ImportMendInput' }[name] ??
    'ImportIdInput';
  const { data, errors } = await graphql(
    `mutation ($input: ${type}!) { ${name}(input: $input) { import { ${whole} } userErrors { code field message } } }`,
    { input },
    as,
  );
  if (errors) throw new Error(errors[0]?.extensions.code);
  return data[name];
}

async function settled(id: string | undefined) {
  for (let tries = 0; tries < 400; tries++) {
    const { data } = await graphql(`query ($id: ID!) { import(id: $id) { ${whole} } }`, { id });
    if (!['CHECKING', 'RUNNING', 'UNDOING'].includes(data.import.status)) return data.import;
    await sleep(50);
  }
  throw new Error('it goes on and on');
}

/** Tables that an upload writes to. */
async function traces(): Promise<number[]> {
  return await gateway.database.read(gateway.scope(brand), async ({ query }) => {
    const [row] = await query<{ n: number[] }>(
      `select array[(select count(*)::int from import), (select count(*)::int from stored_file),
        (select count(*)::int from stored_file_chunk)] as n`,
    );
    return row?.n ?? [];
  });
}

async function cookieOf(operator: TestOperator): Promise<string> {
  const token = newToken();
  await gateway.database.write(systemScope(), async (tx) => {
    await tx.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at) values ($1, $2, $3, 'cookie', now() + interval '1 day')`,
      [newId(), operator.uuid, hashToken(token)],
    );
    return done(null);
  });
  return `kolony_session=${token}`;
}

const file = [
  '订单号,会员编号,手机号,下单时间,实付金额',
  'N1,C1,13800000001,2024-03-01 10:00,12.50',
  'N2,C1,13800000001,2024-03-02 10:00,7.50',
  'N3,C2,1380000000,2024-03-03 10:00,5.00',
  'N4,C3,13800000003,2024-03-04 10:00,-1',
].join('\r\n');

describe('an import over HTTP', () => {
  it('goes from the file to the orders, and back', async () => {
    const { status, importId } = await upload(file);
    expect(status).toBe(201);
    const fresh = await settled(importId);
    expect(fresh).toMatchObject({
      status: 'UPLOADED',
      kind: 'ORDERS',
      fileName: '订单.csv',
      fileSize: Buffer.byteLength(file),
      format: 'csv',
      encoding: 'UTF_8',
      delimiter: 'COMMA',
      timeZone: 'Asia/Shanghai',
      availableActions: ['READ', 'MAP', 'CHECK', 'MEND', 'DISCARD'],
      createdBy: { id: owner.id },
      job: null,
      rowsTotal: null,
    });
    expect(fresh.columns[3]).toMatchObject({
      index: 3,
      header: '下单时间',
      field: 'placedAt',
      suggestedField: 'placedAt',
      confidence: 1,
    });
    expect(fresh.columns[0].samples).toEqual(['N1', 'N2', 'N3', 'N4']);

    expect(await act('importCheck', { id: importId })).toMatchObject({ userErrors: [] });
    const checked = await settled(importId);
    expect(checked).toMatchObject({
      status: 'CHECKED',
      rowsTotal: 4,
      rowsValid: 2,
      rowsInvalid: 2,
      problemCount: 2,
    });
    expect(checked.problems).toEqual({
      totalCount: 2,
      nodes: [
        {
          id: expect.stringMatching(/^problem_/),
          line: 4,
          columnIndex: 2,
          field: 'memberPhone',
          code: 'PHONE_INVALID',
          message: 'This is not a valid phone number.',
          value: '1380000000',
          mended: null,
        },
        expect.objectContaining({ line: 5, code: 'AMOUNT_NEGATIVE', value: '-1' }),
      ],
    });

    const cells = [
      { line: 4, columnIndex: 2, value: '13800000002' },
      { line: 5, columnIndex: 4, value: 'x' },
    ];
    await act('importMend', { id: importId, cells });
    const mended = await settled(importId);
    expect(mended).toMatchObject({ status: 'CHECKED', rowsValid: 3 });
    expect(mended.problems.nodes).toEqual([
      expect.objectContaining({ line: 5, code: 'AMOUNT_INVALID', value: '-1', mended: 'x' }),
    ]);

    expect(await act('importRun', { id: importId })).toMatchObject({
      userErrors: [],
      import: { status: 'RUNNING' },
    });
    const completed = await settled(importId);
    expect(completed).toMatchObject({
      status: 'COMPLETED',
      createdCount: 3,
      updatedCount: 0,
      unchangedCount: 0,
      failedCount: 1,
      availableActions: ['UNDO'],
      job: { name: 'import.run', progressTotal: 4 },
    });

    const link = `${gateway.url}${completed.failedRowsUrl}`;
    const download = await fetch(link, { headers: { cookie: await cookieOf(owner) } });
    expect(download.status).toBe(200);
    expect(download.headers.get('content-disposition')).toBe(
      `attachment; filename="__-failed.csv"; filename*=UTF-8''%E8%AE%A2%E5%8D%95-failed.csv`,
    );
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await download.text()).toContain(
      'N4,C3,13800000003,2024-03-04 10:00,-1,5,实付金额: This is not an amount.',
    );
    expect((await fetch(link)).status).toBe(401);
    const stranger = await gateway.operator(await gateway.brand({ name: 'Other' }), 'owner');
    expect((await fetch(link, { headers: { cookie: await cookieOf(stranger) } })).status).toBe(404);
    const analyst = await gateway.operator(brand, 'analyst');
    expect((await fetch(link, { headers: { cookie: await cookieOf(analyst) } })).status).toBe(403);

    await act('importUndo', { id: importId });
    expect(await settled(importId)).toMatchObject({ status: 'UNDONE', availableActions: ['DISCARD'] });
    const { data } = await graphql(
      'mutation ($input: ImportIdInput!) { importDiscard(input: $input) { discardedId } }',
      {
        input: { id: importId },
      },
    );
    expect(data.importDiscard.discardedId).toBe(importId);
    expect(await traces()).toEqual([0, 0, 0]);
  });

  it('whose encoding is not recognised is read as its uploader says, without another upload', async () => {
    // Big5: 訂單編號,會員編號,下單時間,實付金額 and two orders.
    const big5 = new Uint8Array(
      Buffer.from(
        'ad71b3e6bd73b8b92cb77cadfbbd73b8b92ca455b3e6aec9b6a12cb9eaa549aaf7c3420a' +
          Buffer.from('N1,C1,2024-03-01,12.50\nN2,C1,2024-03-02,7.50\n').toString('hex'),
        'hex',
      ),
    );
    const { status, importId } = await upload(big5);
    expect(status).toBe(201);
    expect(await settled(importId)).toMatchObject({
      status: 'UPLOADED',
      encoding: null,
      columns: [],
      refusal: { code: 'ENCODING_UNKNOWN' },
      availableActions: ['READ', 'DISCARD'],
    });
    expect((await act('importCheck', { id: importId })).userErrors).toMatchObject([
      { code: 'IMPORT_NOT_POSSIBLE' },
    ]);
    const wrong = { id: importId, version: 1, encoding: 'UTF_8', headerLine: 0 };
    expect((await act('importRead', wrong)).userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['headerLine'] },
    ]);
    expect((await act('importRead', { id: importId, version: 1, encoding: 'UTF_8' })).userErrors).toEqual([
      {
        code: 'ENCODING_MISFIT',
        field: ['encoding'],
        message: 'The file can’t be read as UTF-8. Choose another encoding, or let it be recognised.',
      },
    ]);
    const read = await act('importRead', { id: importId, version: 1, encoding: 'BIG5' });
    expect(read).toMatchObject({
      userErrors: [],
      import: {
        version: 2,
        encoding: 'BIG5',
        delimiter: 'COMMA',
        headerLine: 1,
        chosen: { encoding: 'BIG5', delimiter: null, sheet: null, headerLine: null },
        refusal: null,
        availableActions: ['READ', 'MAP', 'CHECK', 'MEND', 'DISCARD'],
      },
    });
    expect(read.import.columns.map(({ header }: { header: string }) => header)).toEqual([
      '訂單編號',
      '會員編號',
      '下單時間',
      '實付金額',
    ]);
    expect(read.import.columns[3].samples).toEqual(['12.50', '7.50']);
    await act('importMap', {
      id: importId,
      version: 2,
      columns: ['orderNo', 'externalId', 'placedAt', 'amount'].map((field, index) => ({ index, field })),
    });
    await act('importCheck', { id: importId });
    expect(await settled(importId)).toMatchObject({ status: 'CHECKED', rowsValid: 2, rowsInvalid: 0 });
  });

  it('takes a matching of columns, and says all that is wrong with one', async () => {
    const { importId } = await upload('a,b,c\nC1,03/04/2024,1.00\n');
    const wrong = { id: importId, version: 1, columns: [{ index: 7, field: 'amount' }], timeZone: 'Mars' };
    expect((await act('importMap', wrong)).userErrors).toEqual([
      expect.objectContaining({ code: 'COLUMN_NOT_FOUND', field: ['columns', '0'] }),
      expect.objectContaining({ code: 'TIME_ZONE_INVALID', field: ['timeZone'] }),
    ]);
    const fields = ['externalId', 'placedAt', 'amount'].map((field, index) => ({ index, field }));
    const missing = await act('importMap', { id: importId, version: 1, columns: fields.slice(0, 1) });
    expect(missing.userErrors).toMatchObject([
      { code: 'FIELDS_MISSING', message: expect.stringContaining('Amount paid/Unit price') },
    ]);
    const mapped = await act('importMap', {
      id: importId,
      version: 1,
      columns: fields,
      dateOrder: 'dmy',
      channel: 'A',
    });
    expect(mapped.import).toMatchObject({ version: 2, dateOrder: 'dmy', channel: 'A' });
    await act('importCheck', { id: importId });
    expect(await settled(importId)).toMatchObject({
      rowsValid: 1,
      questions: [
        {
          kind: 'DATE_ORDER',
          columnIndex: 1,
          options: ['dmy', 'mdy'],
          samples: ['03/04/2024'],
          answer: 'dmy',
        },
      ],
    });
  });

  it('says what columns can be matched with', async () => {
    const { data } = await graphql(
      '{ importFields(kind: ORDERS) { key label required oneOf type description } }',
    );
    expect(data.importFields).toContainEqual({
      key: 'amount',
      label: 'Amount paid',
      required: true,
      oneOf: ['amount', 'unitPrice'],
      type: 'amount',
      description: expect.stringContaining('1,234.50'),
    });
  });
});

/** A workbook of 60 kB whose one sheet unpacks to 60 MB. */
function zipBomb(): Uint8Array<ArrayBuffer> {
  const parts = workbookParts({
    sheets: { s: `<row><c t="str"><v>${' '.repeat(60_000_000)}</v></c></row>` },
  });
  return new Uint8Array(buildZip(parts));
}

describe('an upload', () => {
  it('that is no table is refused with the reason, and leaves nothing', async () => {
    const before = await traces();
    const binary = new Uint8Array(70_000).map((_, at) => (at * 7919) % 256);
    const refusals: [string | Uint8Array<ArrayBuffer>, number, string][] = [
      ['', 422, 'FILE_EMPTY'],
      ['a,b\n', 422, 'NO_ROWS'],
      ['%PDF-1.4 and so on', 422, 'FILE_KIND_UNSUPPORTED'],
      [binary, 422, 'FILE_KIND_UNSUPPORTED'],
      ['<html><body>hello</body></html>', 422, 'FILE_KIND_UNSUPPORTED'],
      [zipBomb(), 422, 'XLSX_UNPACKS_TOO_LARGE'],
      [`${'x,'.repeat(10_000_000)}\n1,2\n`, 422, 'TOO_MANY_COLUMNS'],
    ];
    for (const [body, status, code] of refusals) {
      const answer = await upload(body);
      expect([answer.status, answer.code]).toEqual([status, code]);
    }
    expect(await traces()).toEqual(before);
  });

  it('answers in the language of the caller', async () => {
    const { errors } = await upload('', { headers: { 'accept-language': 'zh-CN' } });
    expect(errors).toMatchObject([{ extensions: { code: 'FILE_EMPTY' }, message: '文件是空的。' }]);
  });

  it('that is too large is refused: at once when it says so, else as soon as it is', async () => {
    const before = await traces();
    const large = new Uint8Array(105 * 1024 * 1024).fill(65);
    const told = await upload(large);
    expect([told.status, told.code]).toEqual([413, 'FILE_TOO_LARGE']);
    // Without a declared length.
    const answer = await new Promise<{ status?: number; text: string }>((resolve, reject) => {
      const outgoing = httpRequest(`${gateway.url}/imports?kind=orders&name=x`, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          'transfer-encoding': 'chunked',
          authorization: `Bearer ${owner.token}`,
          'kolony-brand': brand.id,
        },
      });
      outgoing.on('error', reject);
      outgoing.on('response', async (incoming) => {
        let text = '';
        for await (const piece of incoming) text += piece;
        resolve({ status: incoming.statusCode, text });
      });
      outgoing.end(large);
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('FILE_TOO_LARGE');
    expect(await traces()).toEqual(before);
  });

  it('that breaks off leaves nothing', async () => {
    const before = await traces();
    await new Promise<void>((resolve) => {
      const outgoing = httpRequest(`${gateway.url}/imports?kind=orders&name=x`, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': 10_000_000,
          authorization: `Bearer ${owner.token}`,
          'kolony-brand': brand.id,
        },
      });
      outgoing.on('error', () => undefined);
      outgoing.on('close', resolve);
      outgoing.write(file, () => setTimeout(() => outgoing.destroy(), 100));
    });
    await sleep(200);
    expect(await traces()).toEqual(before);
    expect((await upload(file)).status).toBe(201);
  });

  it('needs a caller who may import, and from a browser the header that other sites cannot send', async () => {
    expect(await upload(file, { as: null })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const viewer = await gateway.operator(brand, 'viewer');
    expect(await upload(file, { as: viewer })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const other = await gateway.brand({ name: 'Third' });
    expect(await upload(file, { in: other })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const cookie = await cookieOf(owner);
    expect(await upload(file, { as: null, headers: { cookie } })).toMatchObject({
      status: 403,
      code: 'CSRF_HEADER_REQUIRED',
    });
    const sent = await upload(file, {
      as: null,
      headers: { cookie, 'kolony-csrf': '1', 'kolony-brand': brand.id },
    });
    expect(sent.status).toBe(201);
    expect(await upload(file, { query: 'kind=cats&name=x' })).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
    expect(
      await upload(file, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
    ).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('shows rows of a file to those only who may import', async () => {
    const { importId } = await upload(file);
    await act('importCheck', { id: importId });
    await settled(importId);
    const viewer = await gateway.operator(brand, 'viewer');
    const { data } = await graphql(
      `query ($id: ID!) { import(id: $id) { ${whole} } }`,
      { id: importId },
      viewer,
    );
    expect(data.import).toMatchObject({ status: 'CHECKED', availableActions: [], failedRowsUrl: null });
    expect(data.import.columns.flatMap(({ samples }: { samples: string[] }) => samples)).toEqual([]);
    expect(data.import.problems.nodes[0]).toMatchObject({ code: 'PHONE_INVALID', value: null });
    await expect(act('importRun', { id: importId }, viewer)).rejects.toThrow('FORBIDDEN');
    const other = await gateway.brand({ name: 'Fourth' });
    const stranger = await gateway.operator(other, 'owner');
    const hidden = await graphql(
      `query ($id: ID!) { import(id: $id) { id } node(id: $id) { id } }`,
      { id: importId },
      stranger,
      other,
    );
    expect(hidden.data).toEqual({ import: null, node: null });
    const touched = await graphql(
      'mutation ($input: ImportIdInput!) { importRun(input: $input) { import { id } } }',
      { input: { id: importId } },
      stranger,
      other,
    );
    expect(touched.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
