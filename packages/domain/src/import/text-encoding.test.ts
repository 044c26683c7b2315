import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { collect, refusalOf, temporaryFile } from './import.fixture.ts';
import { decodeFile, detectEncoding } from './text-encoding.ts';

async function detect(bytes: Uint8Array) {
  const path = await temporaryFile(bytes);
  return detectEncoding(path, (await readFile(path)).subarray(0, 65_536));
}

async function roundTrip(bytes: Uint8Array): Promise<string> {
  const path = await temporaryFile(bytes);
  const encoding = await detectEncoding(path, (await readFile(path)).subarray(0, 65_536));
  return (await collect(decodeFile(path, encoding))).join('');
}

const chinese = fc.constantFrom(
  ...[
    '会员编号',
    '手机号',
    '张三',
    '李四',
    '北京市朝阳区',
    '下单时间',
    '实付金额',
    '交易成功',
    '￥',
    '，',
    '。',
    '丹东',
  ],
);
const table = fc
  .array(fc.tuple(fc.string({ unit: 'grapheme-ascii' }), chinese), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map(([ascii, hanzi]) => `${ascii},${hanzi}\n`).join(''));

describe('recognising the encoding', () => {
  it('reads the same text back from every encoding that it recognises', async () => {
    const encodings = fc.constantFrom(
      { name: 'utf8', addBOM: false },
      { name: 'utf8', addBOM: true },
      { name: 'utf16le', addBOM: true },
      { name: 'utf16be', addBOM: true },
      { name: 'gbk', addBOM: false },
      { name: 'gb18030', addBOM: false },
    );
    await fc.assert(
      fc.asyncProperty(table, encodings, async (text, { name, addBOM }) => {
        expect(await roundTrip(iconv.encode(text, name, { addBOM }))).toBe(text);
      }),
    );
  });

  it('judges by the whole file, not by its plain beginning', async () => {
    const text = `${'abc,1\n'.repeat(40_000)}张三,2\n`;
    expect(await detect(iconv.encode(text, 'gbk'))).toBe('gb18030');
    expect(await detect(Buffer.from(text))).toBe('utf-8');
  });

  it('keeps rare characters of GB 18030, also where a piece of the file ends inside one', async () => {
    const text = `姓名,备注\n${'张三丰与李四光住在北京市海淀区中关村,㐀龥😀\n'.repeat(9000)}`;
    expect(await roundTrip(iconv.encode(text, 'gb18030'))).toBe(text);
  });

  it('knows UTF-16 without its mark', async () => {
    expect(await detect(iconv.encode('id,amount\n1,2\n', 'utf16le', { addBOM: false }))).toBe('utf-16le');
  });

  it('stays with UTF-8 when a character was cut in half', async () => {
    const bytes = Buffer.from('姓名,城市\n张三,北京\n李四,上');
    expect(await detect(bytes.subarray(0, -1))).toBe('utf-8');
    const middle = Buffer.concat([
      Buffer.from('姓名\n'.repeat(200)),
      Buffer.from([0xe5, 0xbc]),
      Buffer.from(',x\n'),
    ]);
    expect(await detect(middle)).toBe('utf-8');
  });

  it('asks rather than guesses where text is neither UTF-8 nor Chinese', async () => {
    const french = 'prénom,ville\nRenée,Besançon\nFrançois,Orléans\nZoë,Nîmes\n';
    expect(await refusalOf(detect(iconv.encode(french, 'latin1')))).toEqual({
      code: 'ENCODING_UNKNOWN',
      params: {},
    });
    expect((await refusalOf(detect(iconv.encode('會員編號,姓名\n一,張雅婷\n', 'big5')))).code).toBe(
      'ENCODING_UNKNOWN',
    );
  });
});
