import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter } from './csv-splitter.ts';
import type { SheetRow } from './table-row.ts';

const limits = { columns: 20, cellCharacters: 200, rowCharacters: 2000 };

function split(pieces: string[], delimiter = ',', over: Partial<typeof limits> = {}): SheetRow[] {
  const splitter = new CsvSplitter({ delimiter, newline: '\n' }, { ...limits, ...over });
  const rows = pieces.flatMap((piece) => splitter.push(piece));
  return [...rows, ...splitter.end()];
}

/** Cuts a text at the given places. */
function pieces(text: string, cuts: number[]): string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => text.slice(places[index], end));
}

const nastyText = fc.string({
  unit: fc.constantFrom('a', '中', ' ', ',', ';', '"', '\n', '\r\n', '=', "'"),
  maxLength: 12,
});
const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe('cutting delimited text into rows', () => {
  it('reads what another implementation reads, however the text arrives', () => {
    // A first cell that is never blank: blank rows are left out here, and a lone \r is text.
    const row = fc.tuple(fc.constantFrom('x', '"', 'y,z'), nastyText, nastyText);
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        cuts,
        fc.constantFrom('\n', '\r\n'),
        (rows, places, newline) => {
          const text = rows
            .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
            .join(newline);
          expect(split(pieces(text, places)).map(({ cells }) => cells)).toEqual(parse(text));
        },
      ),
    );
  });

  it('gives the same rows, lines and problems for any text, whether it comes whole or in pieces', () => {
    fc.assert(
      fc.property(
        fc.array(nastyText).map((parts) => parts.join('')),
        cuts,
        (text, places) => {
          expect(split(pieces(text, places))).toEqual(split([text]));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('counts lines as an editor does, over breaks inside quotes and blank lines', () => {
    const rows = split(['a,b\n\n"1\n2",3\r\n,,\n4,5']);
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'], problems: [] },
      { line: 3, cells: ['1\n2', '3'], problems: [] },
      { line: 6, cells: ['4', '5'], problems: [] },
    ]);
  });

  it('takes inch marks and text formulas for what they are', () => {
    expect(split(['5" pipe,="0012",x\n'])[0]).toEqual({
      line: 1,
      cells: ['5" pipe', '="0012"', 'x'],
      problems: [],
    });
  });

  it('loses one row, not the rest of the file, to a quotation that is never closed', () => {
    const rows = split(['a,"b\nc,d\ne,f\n']);
    expect(rows.map(({ line, cells, problems }) => [line, cells, problems.map(({ code }) => code)])).toEqual([
      [1, ['a', '"b'], ['QUOTE_NOT_CLOSED']],
      [2, ['c', 'd'], []],
      [3, ['e', 'f'], []],
    ]);
  });

  it('finds its way back when a later quotation seems to close an earlier one', () => {
    const rows = split(['a,"b\nc,d\n"e"x,f\n']);
    expect(rows.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
      [1, ['QUOTE_NOT_CLOSED']],
      [2, []],
      [3, ['QUOTE_MISPLACED']],
    ]);
  });

  it('does not look for the end of a quotation beyond the longest cell', () => {
    const text = `a,"b\n${'c,d\n'.repeat(500)}`;
    const splitter = new CsvSplitter({ delimiter: ',', newline: '\n' }, limits);
    const early = splitter.push(text.slice(0, 400));
    expect(early[0]?.problems[0]?.code).toBe('QUOTE_NOT_CLOSED');
    expect(early.length).toBeGreaterThan(50);
  });

  it('lets go of a row with too many columns as soon as it is too long, and goes on after it', () => {
    const splitter = new CsvSplitter({ delimiter: ',', newline: '\n' }, limits);
    const [row] = splitter.push(','.repeat(3000));
    expect(row?.cells).toHaveLength(21);
    expect(row?.problems.map(({ code }) => code)).toEqual(['ROW_CHARACTERS_EXCEEDED']);
    for (let piece = 0; piece < 100; piece++) expect(splitter.push(','.repeat(3000))).toEqual([]);
    expect(splitter.push('1,2\n3,4\n')).toEqual([{ line: 2, cells: ['3', '4'], problems: [] }]);
  });

  it('cuts a cell that is too long', () => {
    const [row] = split([`${'x'.repeat(201)},y\n`]);
    expect(row?.cells.map(({ length }) => length)).toEqual([200, 1]);
    expect(row?.problems).toEqual([{ column: 0, code: 'CELL_TOO_LONG', params: { limit: 200 } }]);
  });
});
