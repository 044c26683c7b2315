import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('begins with a byte order mark and ends each row with CRLF', () => {
  expect(toCsv([['会员'], ['王**']])).toBe('\uFEFF会员\r\n王**\r\n');
});

it('quotes what would break the table', () => {
  expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe('\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
});

it('hands no formula to a spreadsheet, and leaves numbers numbers', () => {
  expect(toCsv([['=1+1', '@x', '-2+3', '+8613800000000', '-12.50']])).toBe(
    "\uFEFF'=1+1,'@x,'-2+3,+8613800000000,-12.50\r\n",
  );
});
