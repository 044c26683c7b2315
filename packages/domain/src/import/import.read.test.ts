import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { importStory, ordersFile, value } from '../../tests/import-story.ts';
import { buildZip, textRow, workbookParts } from './import.fixture.ts';
import { mendImport } from './import.mending.service.ts';
import { type ReadImport, readImport, surveyAgain } from './import.read.service.ts';

async function readingStory() {
  const story = await importStory();
  const { database, scope, act } = story;
  const read = async (input: ReadImport) => {
    const survey = await surveyAgain(database, scope, input);
    return survey.ok ? await act((tx) => readImport(tx, input, survey.value)) : survey;
  };
  /** What is refused, and at which choice. */
  const refusals = async (input: ReadImport) => {
    const outcome = await read(input);
    return outcome.ok ? [] : outcome.errors.map(({ code, field }) => [code, ...field]);
  };
  return { ...story, read, refusals };
}

const french = iconv.encode(
  'numéro,client,date,montant\nN1,Renée,2024-01-01,1.00\nN2,Zoë,2024-01-02,2.00\n',
  'latin1',
);

test('a file of unknown encoding waits for one, and is then read without another upload', async () => {
  const { upload, state, read, refusals, map, check, run, act, codes } = await readingStory();
  const id = await upload(french);
  expect(await state(id)).toMatchObject({
    status: 'uploaded',
    refusal: { code: 'ENCODING_UNKNOWN' },
    layout: { encoding: null, columns: [] },
  });
  expect(await codes(map({ id, version: 1, columns: [] }))).toEqual(['IMPORT_NOT_POSSIBLE']);
  expect(await codes(act((tx) => mendImport(tx, { id, cells: [] })))).toEqual(['IMPORT_NOT_POSSIBLE']);
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    expect(await refusals({ id, version: 1, encoding })).toEqual([['ENCODING_MISFIT', 'encoding']]);
  }
  expect(await state(id)).toMatchObject({ version: 1, refusal: { code: 'ENCODING_UNKNOWN' } });
  await value(read({ id, version: 1, encoding: 'windows-1252' }));
  expect(await state(id)).toMatchObject({
    version: 2,
    refusal: null,
    layout: {
      encoding: 'windows-1252',
      delimiter: ',',
      chosen: { encoding: 'windows-1252', delimiter: null },
      columns: [{ header: 'numéro' }, { header: 'client' }, { header: 'date' }, { header: 'montant' }],
    },
  });
  const columns = ['orderNo', 'externalId', 'placedAt', 'amount'].map((field, index) => ({ index, field }));
  await value(map({ id, version: 2, columns }));
  expect(await check(id)).toMatchObject({ rows_valid: 2 });
  expect(await run(id)).toMatchObject({ created: 2, failed: 0 });
});

test('an encoding that was taken for another can be put right', async () => {
  const { upload, state, read, refusals } = await readingStory();
  const text = 'order no,customer id,order date,amount\nN1,C1,2024-01-01,1\n';
  const id = await upload(iconv.encode(text, 'utf16le', { addBOM: true }));
  expect(await state(id)).toMatchObject({ layout: { encoding: 'utf-16le', headerLine: 1 } });
  for (const encoding of ['utf-8', 'utf-16be', 'windows-1252', 'gb18030'] as const) {
    expect([encoding, await refusals({ id, version: 1, encoding })]).toEqual([
      encoding,
      [['ENCODING_MISFIT', 'encoding']],
    ]);
  }
  await value(read({ id, version: 1, encoding: 'utf-16le' }));
  expect(await state(id)).toMatchObject({ version: 2, mapping: { columns: { 0: 'orderNo' } } });
});

test('the delimiter is chosen where it is not found, or wrongly, or where there is none', async () => {
  const { upload, state, read, refusals, check } = await readingStory();
  const caret = await upload(
    'order no^customer id^order date^amount\nN1^C1^2024-01-01^1,00\nN2^C1^2024-01-01^2,00\n',
  );
  expect(await state(caret)).toMatchObject({ layout: { delimiter: '^' } });

  const spaced = await upload('order customer date amount\nN1 C1 2024-01-01 1.00\nN2 C1 2024-01-02 2.00\n');
  expect(await state(spaced)).toMatchObject({
    layout: { delimiter: null, columns: [{ header: 'order customer date amount' }] },
  });
  expect(await refusals({ id: spaced, version: 1, delimiter: ';' })).toEqual([
    ['DELIMITER_NOT_FOUND', 'delimiter'],
  ]);
  await value(read({ id: spaced, version: 1, delimiter: ' ' }));
  expect(await state(spaced)).toMatchObject({
    layout: { delimiter: ' ', columns: [{}, {}, {}, {}] },
    mapping: { columns: { 2: 'placedAt', 3: 'amount' } },
  });
  expect(await check(spaced)).toMatchObject({ status: 'checked', rows_total: 2 });

  const list = await upload('phone\n"13800000001"\n13800000002\n', 'members');
  await value(read({ id: list, version: 1, delimiter: 'none' }));
  expect(await check(list)).toMatchObject({ rows_valid: 2 });
});

test('the sheet of a workbook is chosen; the first that holds a table is found', async () => {
  const { upload, state, read, refusals, check } = await readingStory();
  const workbook = buildZip(
    workbookParts({
      sheets: {
        说明: textRow(1, '本表由店铺导出。'),
        一月:
          textRow(1, 'order no', 'customer id', 'order date', 'amount') +
          textRow(2, 'N1', 'C1', '2024-01-01', '1'),
        二月:
          textRow(1, 'order no', 'customer id', 'order date', 'amount') +
          textRow(2, 'N2', 'C1', '2024-02-01', '2') +
          textRow(3, 'N3', 'C2', '2024-02-01', '2'),
      },
    }),
  );
  const id = await upload(workbook);
  expect(await state(id)).toMatchObject({ layout: { sheet: '一月', sheets: ['说明', '一月', '二月'] } });
  expect(await check(id)).toMatchObject({ rows_total: 1 });
  expect(await refusals({ id, version: 2, sheet: '三月' })).toEqual([['SHEET_NOT_FOUND', 'sheet']]);
  expect(await refusals({ id, version: 2, sheet: '说明' })).toEqual([['FILE_NOT_A_TABLE']]);
  expect(await refusals({ id, version: 2, encoding: 'utf-8' })).toEqual([
    ['WORKBOOK_NEEDS_NO_ENCODING', 'encoding'],
  ]);
  await value(read({ id, version: 2, sheet: '二月' }));
  expect(await check(id)).toMatchObject({ rows_total: 2, rows_valid: 2 });

  const text = await upload(ordersFile(3));
  expect(await refusals({ id: text, version: 1, sheet: '一月' })).toEqual([['TEXT_HAS_NO_SHEETS', 'sheet']]);
});

test('the line of the header is chosen; mended cells and findings go, and what was matched stays where it may', async () => {
  const { upload, state, read, refusals, check, map, act, runJob } = await readingStory();
  const id = await upload(
    'shop,export,of,today\norder no,customer id,order date,amount\nN1,C1,2024-01-01,-5.00\n',
  );
  expect(await state(id)).toMatchObject({ layout: { headerLine: 1 } });
  expect(await refusals({ id, version: 1, headerLine: 9 })).toEqual([['HEADER_LINE_EMPTY', 'headerLine']]);
  expect(await refusals({ id, version: 1, headerLine: 3 })).toEqual([['NO_ROWS']]);
  await value(read({ id, version: 1, headerLine: 2 }));
  expect(await state(id)).toMatchObject({
    version: 2,
    mapping: { columns: { 0: 'orderNo', 1: 'externalId', 2: 'placedAt', 3: 'amount' } },
  });
  const columns = ['orderNo', 'externalId', 'placedAt', 'amount'].map((field, index) => ({ index, field }));
  await value(map({ id, version: 2, columns, channel: '小程序', timeZone: 'UTC' }));
  expect(await check(id)).toMatchObject({ status: 'checked', rows_invalid: 1, version: 4 });
  await value(act((tx) => mendImport(tx, { id, cells: [{ line: 3, columnIndex: 3, value: '5.00' }] })));
  await runJob(id);
  expect(await state(id)).toMatchObject({ status: 'checked', rows_invalid: 0, version: 5 });

  expect(await refusals({ id, version: 4, headerLine: 2 })).toEqual([['VERSION_OUTDATED', 'version']]);
  await value(read({ id, version: 5, headerLine: 2, encoding: 'utf-8' }));
  expect(await state(id)).toMatchObject({
    status: 'uploaded',
    rows_total: null,
    problem_count: 0,
    mapping: { channel: '小程序', timeZone: 'UTC', columns: { 3: 'amount' } },
  });
  expect(await check(id)).toMatchObject({ rows_invalid: 1 });
});
