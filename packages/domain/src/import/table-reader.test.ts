import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { buildZip, collect, refusalOf, temporaryFile, textRow, workbookParts } from './import.fixture.ts';
import { openTable, type TableOptions } from './table-reader.ts';

async function tableOf(content: string | Uint8Array, options: TableOptions = {}) {
  const table = await openTable(await temporaryFile(content), options);
  const rows = await collect(table.rows());
  return { ...table, all: rows, cells: rows.map(({ cells }) => cells) };
}

const refused = async (content: string | Uint8Array, options: TableOptions = {}) =>
  refusalOf(tableOf(content, options));

describe('recognising a table', () => {
  it('finds the delimiter and reads every cell back, whatever stands in the cells', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '中', ' ', ',', ';', '\t', '|', '"', '1', '.'),
      maxLength: 8,
    });
    const rows = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 3, maxLength: 12 });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t', '|'), async (body, delimiter) => {
        const lines = [['id', 'name', 'note'], ...body].map((row) => row.map(quote).join(delimiter));
        const table = await tableOf(lines.join('\r\n'));
        expect(table.format).toEqual({ kind: 'text', encoding: 'utf-8', delimiter });
        expect(table.cells).toEqual(body);
      }),
      { numRuns: 60 },
    );
  });

  it('prefers the delimiter that cuts regularly over commas inside the text', async () => {
    const table = await tableOf('name;price\nchair, red;1,50\ntable;12,00\nlamp;3,20\n');
    expect(table.format).toMatchObject({ delimiter: ';' });
    expect(table.cells[0]).toEqual(['chair, red', '1,50']);
  });

  it('reads one column', async () => {
    const table = await tableOf('手机号\n13800000000\n13900000000\n');
    expect(table.format).toMatchObject({ delimiter: null });
    expect(table.cells).toEqual([['13800000000'], ['13900000000']]);
  });

  it('passes over a title and blank lines above the header', async () => {
    const table = await tableOf(
      iconv.encode('2024年会员报表,,\n,,\n会员编号,姓名,城市\n1,张三,北京\n2,李四,上海\n', 'gbk'),
    );
    expect(table.header).toEqual({ line: 3, names: ['会员编号', '姓名', '城市'] });
    expect(table.all.map(({ line }) => line)).toEqual([4, 5]);
  });

  it('does what the operator says about encoding, delimiter and header', async () => {
    const latin = iconv.encode('prénom;ville\nRenée;Besançon\n', 'latin1');
    const table = await tableOf(latin, { encoding: 'windows-1252', delimiter: ';', headerLine: 1 });
    expect([table.header.names, table.cells]).toEqual([['prénom', 'ville'], [['Renée', 'Besançon']]]);
    expect((await tableOf('1,2\n3,4\n', { headerLine: 1 })).cells).toEqual([['3', '4']]);
  });

  it('reads old line ends', async () => {
    expect((await tableOf('a,b\r1,2\r3,4')).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('recognises a workbook by its content', async () => {
    const sheets = { 订单: textRow(1, '订单号', '金额') + textRow(2, 'A1', '12') };
    const table = await tableOf(buildZip(workbookParts({ sheets })));
    expect(table.format).toEqual({ kind: 'workbook', sheet: '订单', sheets: ['订单'] });
    expect(table.cells).toEqual([['A1', '12']]);
  });
});

describe('rows that are not whole', () => {
  const problems = async (content: string) =>
    (await tableOf(content)).all.map(({ line, problems: [problem] }) => [line, problem?.code ?? null]);

  it('reports half a row at the end of the file', async () => {
    expect(await problems('a,b,c\n1,2,3\n4,5,6\n7,8')).toEqual([
      [2, null],
      [3, null],
      [4, 'ROW_TOO_SHORT'],
    ]);
  });

  it('reports a quotation that the end of the file cuts off', async () => {
    expect(await problems('a,b,c\n1,2,3\n7,"8')).toEqual([
      [2, null],
      [3, 'QUOTE_NOT_CLOSED'],
    ]);
  });

  it('reports a row with more cells than the header, unless they are empty', async () => {
    expect(await problems('a,b\n1,2,,\n1,2,3\n')).toEqual([
      [2, null],
      [3, 'ROW_TOO_LONG'],
    ]);
  });

  it('fills up the cells that a workbook leaves out', async () => {
    const sheets = { s: textRow(1, 'a', 'b', 'c') + textRow(2, 'x') };
    const table = await tableOf(buildZip(workbookParts({ sheets })));
    expect(table.all).toEqual([{ line: 2, cells: ['x', '', ''], problems: [] }]);
  });
});

describe('files that are no table', () => {
  const compound = (stream: string) => {
    const file = Buffer.alloc(2048);
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
    file.writeUInt16LE(9, 30);
    file.writeUInt32LE(1, 48);
    file.write(stream, 1024 + 128, 'utf16le');
    return file;
  };
  const noise = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3)) % 256));

  it.each<[string, string | Uint8Array, string, object]>([
    ['nothing', '', 'FILE_EMPTY', {}],
    ['blanks', ' \n\n  \n', 'FILE_EMPTY', {}],
    ['a byte order mark', '\uFEFF', 'FILE_EMPTY', {}],
    ['a header alone', 'a,b,c\n', 'NO_ROWS', {}],
    ['rows without a header', '1,2024-01-01,9.90\n2,2024-01-02,8.80\n', 'NO_HEADER', {}],
    [
      'prose',
      'Dear all, thank you for coming.\nWe had a good time.\nSee you soon, and take care, friends.\n',
      'FILE_NOT_A_TABLE',
      {},
    ],
    ['a PDF', '%PDF-1.7\n…', 'FILE_KIND_UNSUPPORTED', { kind: 'PDF' }],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      'FILE_KIND_UNSUPPORTED',
      { kind: 'PNG' },
    ],
    ['a web page', '\n<!DOCTYPE html><html><table></table>', 'FILE_KIND_UNSUPPORTED', { kind: 'HTML' }],
    [
      'a web page in disguise',
      '<table border=1><tr><td>1</td></tr></table>',
      'FILE_KIND_UNSUPPORTED',
      { kind: 'HTML' },
    ],
    ['XML', '<?xml version="1.0"?><Workbook/>', 'FILE_KIND_UNSUPPORTED', { kind: 'XML' }],
    ['JSON', '[{"id": 1, "name": "x"}]', 'FILE_KIND_UNSUPPORTED', { kind: 'JSON' }],
    ['an old workbook', compound('Workbook'), 'FILE_KIND_UNSUPPORTED', { kind: 'XLS' }],
    ['a workbook with a password', compound('EncryptedPackage'), 'XLSX_ENCRYPTED', {}],
    ['noise', noise, 'FILE_KIND_UNSUPPORTED', { kind: 'binary' }],
    ['a zip of nothing', buildZip([]), 'FILE_KIND_UNSUPPORTED', { kind: 'ZIP' }],
    ['an empty sheet', buildZip(workbookParts({ sheets: { s: '' } })), 'FILE_EMPTY', {}],
  ])('refuses %s', async (_, content, code, params) => {
    expect(await refused(content)).toEqual({ code, params });
  });

  it('refuses ten million columns from the beginning of the line', async () => {
    expect(await refused(`a${',a'.repeat(10_000_000)}\n1\n`)).toEqual({
      code: 'TOO_MANY_COLUMNS',
      params: { line: 1, limit: 200 },
    });
  });

  it('refuses too many columns of a sheet, and a line without end', async () => {
    const wide = `<row r="1">${'<c><v>1</v></c>'.repeat(300)}</row>`;
    expect(await refused(buildZip(workbookParts({ sheets: { s: wide } })))).toMatchObject({
      code: 'TOO_MANY_COLUMNS',
    });
    expect(await refused('x'.repeat(2_000_000))).toMatchObject({ code: 'LINE_TOO_LONG' });
  });

  it('fails only the row when the columns explode below the header', async () => {
    const table = await tableOf(`a,b\n1,2\n${',x'.repeat(3_000_000)}\n3,4\n`);
    expect(table.all.map(({ line, problems }) => [line, problems[0]?.code ?? null])).toEqual([
      [2, null],
      [3, 'ROW_CHARACTERS_EXCEEDED'],
      [4, null],
    ]);
  });

  it('refuses what is larger than it may be', async () => {
    expect(await refused('a,b\n1,2\n', { limits: { fileBytes: 4 } })).toEqual({
      code: 'FILE_TOO_LARGE',
      params: { limitMb: 0, actualMb: 1 },
    });
    expect(await refused('a,b\n1,2\n3,4\n5,6\n', { limits: { rows: 2 } })).toEqual({
      code: 'TOO_MANY_ROWS',
      params: { limit: 2 },
    });
  });

  it('survives any bytes: a table or a refusal, never another error', async () => {
    const start = fc.constantFrom(
      '',
      'PK\x03\x04',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      'a,b\n1,2\n',
      '\xff\xfe',
      '\xef\xbb\xbf',
    );
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 700 }), async (prefix, bytes) => {
        const path = await temporaryFile(Buffer.concat([Buffer.from(prefix, 'latin1'), bytes]));
        try {
          const table = await openTable(path);
          await collect(table.rows());
        } catch (error) {
          expect(error).toMatchObject({ name: 'ImportRefusal' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
