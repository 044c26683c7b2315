import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmlessCell } from '../file/csv.ts';
import { bareCell } from './cell-text.ts';
import { FailedRowsFile } from './failed-rows.ts';
import type { RowProblem } from './import.codes.ts';

const problem: RowProblem = {
  line: 3,
  column: 1,
  field: 'phone',
  code: 'PHONE_INVALID',
  value: '12',
  params: {},
};

describe('the file of failed rows', () => {
  it('holds the columns as they came, the line and the reasons, in the language asked for', () => {
    const row = { line: 3, cells: ['a,"b"', '12'], problems: [] };
    const chinese = new FailedRowsFile(['编号', '手机'], 'zh-CN');
    expect(chinese.header()).toBe('\uFEFF编号,手机,行号,失败原因\r\n');
    expect(chinese.rows([row], [problem])).toBe('"a,""b""",12,3,手机：不是有效的电话号码。\r\n');
    const english = new FailedRowsFile(['id', 'phone'], 'en');
    const missing: RowProblem = { ...problem, column: null, field: null, code: 'IDENTITY_MISSING' };
    expect(english.rows([row], [problem, missing])).toContain(
      ',3,"phone: This is not a valid phone number. Nothing identifies the member (external id',
    );
  });

  it('gives each row of a failed order its own reasons', () => {
    const file = new FailedRowsFile(['no'], 'en');
    const rows = [1, 2].map((line) => ({ line, cells: ['A'], problems: [] }));
    const written = parse(file.header() + file.rows(rows, [{ ...problem, line: 2 }]), { bom: true });
    expect(written.map((cells) => cells.at(-1))).toEqual([
      'Reason',
      '',
      expect.stringContaining('phone number'),
    ]);
  });

  it('holds nothing that a spreadsheet program would run', () => {
    expect(harmlessCell('=HYPERLINK("http://x")')).toBe('\'=HYPERLINK("http://x")');
    expect(harmlessCell('@SUM(1)')).toBe("'@SUM(1)");
    expect(harmlessCell('\t=1+1')).toBe("'\t=1+1");
    expect(harmlessCell('＝1+1')).toBe("'＝1+1");
    expect(harmlessCell('-1+cmd|x')).toBe("'-1+cmd|x");
    for (const number of ['-12.50', '+3', '-1,234.00', '+86 138 0000 0000'])
      expect(harmlessCell(number)).toBe(number);
  });

  it('comes back as it was when it is imported again', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'=+-@\'"1a中 ,\t\n'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const file = new FailedRowsFile(['a', 'b'], 'en');
        const text =
          file.header() +
          rows.map((cells, index) => file.rows([{ line: index + 2, cells, problems: [] }], [])).join('');
        const [, ...read] = parse(text, { bom: true });
        for (const [index, cells] of rows.entries()) {
          expect(read[index]?.slice(0, 2).map(bareCell)).toEqual(cells.map(bareCell));
          expect(
            read[index]?.every((written) => !/^\s*[=+\-@]/.test(written) || /^[+-][\d,. ]+$/.test(written)),
          ).toBe(true);
        }
      }),
    );
  });
});
