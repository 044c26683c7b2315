import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildZip,
  collect,
  refusalOf,
  temporaryFile,
  textRow,
  type WorkbookContent,
  workbookParts,
  type ZipPart,
} from './import.fixture.ts';
import { defaultImportLimits, type ImportLimits } from './import.limits.ts';
import { openWorkbook } from './workbook.ts';
import { isDateFormat, plainNumber, serialToIso } from './workbook-dates.ts';

async function open(parts: readonly ZipPart[], over: Partial<ImportLimits> = {}) {
  const path = await temporaryFile(buildZip(parts));
  const workbook = await openWorkbook(path, { ...defaultImportLimits, ...over });
  return { ...workbook, rows: (sheet = workbook.sheets[0] ?? '') => workbook.rows(sheet) };
}

async function rowsOf(content: WorkbookContent, over: Partial<ImportLimits> = {}) {
  return collect((await open(workbookParts(content), over)).rows());
}

const styles =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="0.00&quot;day&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';

describe('reading a sheet', () => {
  it('reads every kind of cell', async () => {
    const [row] = await rowsOf({
      sheets: {
        订单:
          '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r></is></c>' +
          '<c r="E3" t="b"><v>1</v></c><c r="F3"><v>29.329999999999998</v></c><c r="G3" s="1"><v>45352</v></c><c r="H3" s="2"><v>45352.4375</v></c>' +
          '<c r="I3" s="3"><v>45352</v></c><c r="J3" t="d"><v>2024-03-01</v></c><c r="K3" s="1"/></row>',
      },
      sharedStrings:
        '<si><t>编号</t></si><si><r><t xml:space="preserve">东 </t></r><r><t>京_x000A_</t></r><rPh><t>トウ</t></rPh></si>',
      styles,
    });
    expect(row).toEqual({
      line: 3,
      cells: [
        '编号',
        '东 京\n',
        '',
        'a b',
        'TRUE',
        '29.33',
        '2024-03-01',
        '2024-03-01T10:30:00',
        '45352',
        '2024-03-01',
      ],
      exact: new Set([5, 6, 7, 8, 9]),
      problems: [],
    });
  });

  it('does not take the cached result of a formula silently', async () => {
    const [row] = await rowsOf({
      sheets: { s: '<row r="1"><c r="A1"><f>B1*2</f><v>12</v></c><c r="B1"><v>6</v></c></row>' },
    });
    expect(row?.cells).toEqual(['12', '6']);
    expect(row?.problems).toEqual([{ column: 0, code: 'FORMULA_CELL', params: { result: '12' } }]);
  });

  it('reports error values and numbers that lost their last digits', async () => {
    const [row] = await rowsOf({
      sheets: {
        s: '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1.2345678901234567E+18</v></c></row>',
      },
    });
    expect(row?.problems).toEqual([
      { column: 0, code: 'CELL_ERROR', params: { error: '#N/A' } },
      { column: 1, code: 'DIGITS_LOST', params: {} },
    ]);
  });

  it('reads cells and rows that carry no reference, under a namespace prefix', async () => {
    const parts = workbookParts({ sheets: { s: '' } }).map((part) =>
      part.name.includes('worksheets')
        ? {
            ...part,
            content:
              '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
          }
        : part,
    );
    expect((await collect((await open(parts)).rows())).map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['1', '2']],
    ]);
  });

  it('gives every row a line of its own, after the one before', async () => {
    const cell = '<c><v>1</v></c>';
    const rows = await rowsOf({
      sheets: { s: `<row r="5">${cell}</row><row r="2">${cell}</row><row r="9">${cell}</row>` },
    });
    expect(rows.map(({ line }) => line)).toEqual([5, 6, 9]);
  });

  it('reads any of the visible sheets', async () => {
    const content = {
      sheets: { 说明: textRow(1, 'x'), 订单: textRow(1, 'y'), 会员: textRow(1, 'z') },
      hidden: ['说明'],
    };
    const workbook = await open(workbookParts(content));
    expect(workbook.sheets).toEqual(['订单', '会员']);
    expect(await collect(workbook.rows('会员'))).toMatchObject([{ cells: ['z'] }]);
    expect(() => workbook.rows('说明')).toThrow('SHEET_NOT_FOUND');
  });

  it('holds one column beyond the limit and no more', async () => {
    const [row] = await rowsOf(
      { sheets: { s: '<row r="1"><c r="XFD1"><v>1</v></c></row>' } },
      { columns: 5 },
    );
    expect(row?.cells).toHaveLength(6);
  });
});

describe('dates of a workbook', () => {
  it('follows both date systems, the day that never was included', () => {
    expect(serialToIso(1, 1900)).toBe('1900-01-01');
    expect(serialToIso(59, 1900)).toBe('1900-02-28');
    expect(serialToIso(61, 1900)).toBe('1900-03-01');
    expect(serialToIso(0.5, 1900)).toBe('12:00:00');
    expect(serialToIso(0, 1904)).toBe('1904-01-01');
    expect(serialToIso(45352 - 1462, 1904)).toBe('2024-03-01');
    expect(serialToIso(-1, 1900)).toBe(null);
    expect(serialToIso(Number.NaN, 1900)).toBe(null);
  });

  it('gives the second back that a program stored as a fraction of a day', () => {
    const seconds = fc.integer({ min: 61 * 86_400, max: 80_000 * 86_400 });
    fc.assert(
      fc.property(seconds, (second) => {
        const expected = new Date(Date.UTC(1899, 11, 30) + second * 1000).toISOString().slice(0, 19);
        const iso = serialToIso(second / 86_400, 1900) ?? '';
        expect(iso.length === 10 ? `${iso}T00:00:00` : iso).toBe(expected);
      }),
    );
  });

  it('reads the date system of the workbook', async () => {
    const sheets = { s: '<row r="1"><c r="A1" s="1"><v>43890</v></c></row>' };
    expect((await rowsOf({ sheets, styles, date1904: true }))[0]?.cells).toEqual(['2024-03-01']);
  });

  it.each([
    ['yyyy-mm-dd', true],
    ['m/d/yy h:mm', true],
    ['[$-804]yyyy"年"m"月"d"日"', true],
    ['[h]:mm', true],
    ['0.00', false],
    ['General', false],
    ['#,##0.00"元"', false],
    ['0"days"', false],
    ['[Red]0.00', false],
    ['\\d0', false],
  ])('format %s shows a date: %s', (code, expected) => expect(isDateFormat(200, code)).toBe(expected));

  it('writes doubles as the decimals that they stand for', () => {
    const decimals = fc.tuple(
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(decimals, ([digits, places]) => {
        const noisy = (digits / 10 ** places) * (1 + Number.EPSILON / 2);
        expect(Number(plainNumber(String(noisy)))).toBe(digits / 10 ** places);
        expect(plainNumber(noisy.toExponential())).not.toMatch(/e/i);
      }),
    );
    expect(plainNumber('1E+3')).toBe('1000');
    expect(plainNumber('1.5E-7')).toBe('0.00000015');
    expect(plainNumber('-0')).toBe('0');
    expect(plainNumber('1E+400')).toBe(null);
    expect(plainNumber('0x10')).toBe(null);
  });
});

describe('workbooks that mean harm or are broken', () => {
  const zeros = Buffer.alloc(32 * 1024 * 1024);
  const packedZeros = deflateRawSync(zeros);
  const normal = workbookParts({ sheets: { s: textRow(1, 'a') } });

  it('refuses a part that unpacks a thousandfold, before unpacking it', async () => {
    const bomb = [
      ...normal,
      { name: 'xl/media/x', content: '', packed: packedZeros, declaredSize: zeros.length },
    ];
    expect(await refusalOf(open(bomb))).toMatchObject({ code: 'XLSX_UNPACKS_TOO_LARGE' });
  });

  it('refuses many parts that together unpack too large', async () => {
    const declaredSize = 16 * 1024 * 1024;
    const many = Array.from({ length: 70 }, (_, index) => ({
      name: `xl/p${index}`,
      content: 'x',
      declaredSize,
    }));
    expect(await refusalOf(open([...normal, ...many]))).toEqual({
      code: 'XLSX_UNPACKS_TOO_LARGE',
      params: { limitMb: 1024, ratio: 300 },
    });
  });

  it('stops a part that unpacks to more than it declares', async () => {
    const lying = normal.map((part) =>
      part.name.includes('worksheets') ? { ...part, packed: packedZeros, declaredSize: 500 } : part,
    );
    const workbook = await open(lying);
    expect(await refusalOf(collect(workbook.rows()))).toMatchObject({ code: 'FILE_DAMAGED' });
  });

  it('bounds the shared strings, the number of parts, and text without markup', async () => {
    const strings = { sheets: { s: '' }, sharedStrings: `<si><t>${'x'.repeat(100)}</t></si>`.repeat(100) };
    expect(await refusalOf(open(workbookParts(strings), { sharedStringBytes: 5000 }))).toMatchObject({
      code: 'XLSX_TOO_MUCH_TEXT',
    });
    expect(await refusalOf(open(normal, { workbookParts: 3 }))).toEqual({
      code: 'XLSX_TOO_MANY_PARTS',
      params: { limit: 3, actual: 4 },
    });
    const deep = await open(workbookParts({ sheets: { s: '<a>'.repeat(1000) + '</a>'.repeat(1000) } }));
    expect(await refusalOf(collect(deep.rows()))).toMatchObject({ code: 'FILE_DAMAGED' });
    const endless = await open(workbookParts({ sheets: { s: textRow(1, 'x'.repeat(5_000_000)) } }));
    expect(await refusalOf(collect(endless.rows()))).toMatchObject({ code: 'FILE_DAMAGED' });
  });

  it('defines no entities', async () => {
    const laughing = normal.map((part) =>
      part.name.includes('worksheets')
        ? {
            ...part,
            content:
              '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>',
          }
        : part,
    );
    expect(await refusalOf(collect((await open(laughing)).rows()))).toMatchObject({ code: 'FILE_DAMAGED' });
  });

  it('refuses encrypted parts, other kinds of zip, and damage', async () => {
    expect(await refusalOf(open(normal.map((part) => ({ ...part, encrypted: true }))))).toMatchObject({
      code: 'XLSX_ENCRYPTED',
    });
    expect(await refusalOf(open([{ name: 'word/document.xml', content: '' }]))).toEqual({
      code: 'FILE_KIND_UNSUPPORTED',
      params: { kind: 'DOCX' },
    });
    expect(await refusalOf(open([{ name: 'photo.jpg', content: '' }]))).toMatchObject({
      params: { kind: 'ZIP' },
    });
    const half = await temporaryFile(buildZip(normal).subarray(0, 300));
    expect(await refusalOf(openWorkbook(half, defaultImportLimits))).toMatchObject({ code: 'FILE_DAMAGED' });
    const torn = normal.map((part) =>
      part.name.includes('worksheets') ? { ...part, content: '<worksheet><sheetData><row>' } : part,
    );
    expect(await refusalOf(collect((await open(torn)).rows()))).toMatchObject({ code: 'FILE_DAMAGED' });
  });
});
