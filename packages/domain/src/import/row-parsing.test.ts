import { describe, expect, it } from 'vitest';
import { mappedColumns } from './column-plan.ts';
import { type ImportAnswers, profileColumns } from './column-profile.ts';
import type { ImportFieldKey } from './import.fields.ts';
import { collect, refusalOf, temporaryFile } from './import.fixture.ts';
import { parseRows } from './row-parsing.ts';
import { openTable } from './table-reader.ts';

const reading = { currency: 'CNY', zone: 'Asia/Shanghai', now: new Date('2025-01-01T00:00:00Z') };

interface Given {
  answers?: ImportAnswers;
  mended?: ReadonlyMap<string, string>;
}

/** Opens a text whose header row holds the keys of the fields; a header `-` is a column that is left out. */
async function prepared(kind: 'members' | 'orders', text: string, { answers, mended }: Given) {
  const table = await openTable(await temporaryFile(text), { headerLine: 1 });
  const fields = new Map(table.header.names.map((name, column) => [column, name]));
  const mapping: Record<number, ImportFieldKey> = {};
  for (const [column, name] of fields) if (isField(name)) mapping[column] = name;
  const columns = mappedColumns(kind, mapping, fields.size);
  const profile = await profileColumns(table.rows(), columns, { currency: 'CNY', answers, mended });
  return { table, columns, profile };
}

function isField(name: string): name is ImportFieldKey {
  return name !== '-';
}

async function members(text: string, given: Given = {}) {
  const { table, columns, profile } = await prepared('members', text, given);
  return collect(parseRows('members', table.rows(), columns, profile, { ...reading, ...given }));
}

async function orders(text: string, given: Given = {}) {
  const { table, columns, profile } = await prepared('orders', text, given);
  const results = await collect(
    parseRows('orders', table.rows(), columns, profile, { ...reading, ...given }),
  );
  return { results, profile, records: results.flatMap(({ record }) => record ?? []) };
}

const shown = (results: { problems: { line: number; field: string | null; code: string }[] }[]) =>
  results.flatMap(({ problems }) => problems.map(({ line, field, code }) => [line, field, code]));

describe('rows of members', () => {
  it('become members', async () => {
    const [result] = await members(
      'externalId,displayName,realName,phone,email,gender,birthday,province,city,interests,tags,note,registeredAt\n' +
        '="007",小 明,张三,138 0000 0000, A@B.cn ,男,1990/2/3,广东,深圳,"茶、咖啡;茶","VIP,老客",-,2024-01-02 08:00\n',
    );
    expect(result).toEqual({
      rows: [expect.objectContaining({ line: 2 })],
      problems: [],
      record: {
        externalId: '007',
        displayName: '小 明',
        realName: '张三',
        firstName: null,
        lastName: null,
        phone: '+8613800000000',
        email: 'a@b.cn',
        openid: null,
        unionid: null,
        gender: 'male',
        birthday: '1990-02-03',
        province: '广东',
        city: '深圳',
        address: null,
        interests: ['茶', '咖啡'],
        tags: ['VIP', '老客'],
        note: null,
        source: null,
        registeredAt: new Date('2024-01-02T00:00:00Z'),
      },
    });
  });

  it('tell each problem at its cell', async () => {
    const long = 'x'.repeat(300);
    const results = await members(
      `externalId,phone,email,gender,birthday,displayName,note\n1,12,a@b,?,2030-01-01,a\0b,${'好'.repeat(2001)}\n${long},138****0000,,,1990-02-30,,\n,,,,,nobody,\n1.23457E+18,,,,,,\n`,
    );
    expect(shown(results)).toEqual([
      [2, 'displayName', 'CONTROL_CHARACTERS'],
      [2, 'phone', 'PHONE_INVALID'],
      [2, 'email', 'EMAIL_INVALID'],
      [2, 'gender', 'GENDER_UNKNOWN'],
      [2, 'birthday', 'DATE_IN_FUTURE'],
      [2, 'note', 'TEXT_TOO_LONG'],
      [3, 'externalId', 'TEXT_TOO_LONG'],
      [3, 'phone', 'VALUE_MASKED'],
      [3, 'birthday', 'DATE_INVALID'],
      [4, null, 'IDENTITY_MISSING'],
      [5, 'externalId', 'DIGITS_LOST'],
    ]);
    expect(results[1]?.problems[0]).toEqual({
      line: 3,
      column: 0,
      field: 'externalId',
      code: 'TEXT_TOO_LONG',
      value: long.slice(0, 100),
      params: { limit: 200, actual: 300 },
    });
    expect(results.every(({ record }) => record === null)).toBe(true);
  });

  it('read what was mended instead of what the file says', async () => {
    const text = 'externalId,phone,-\n1,12,x\n2,13800000001,x\n3\n4,"x\n';
    expect(shown(await members(text))).toEqual([
      [2, 'phone', 'PHONE_INVALID'],
      [4, null, 'ROW_TOO_SHORT'],
      [5, null, 'QUOTE_NOT_CLOSED'],
      [5, 'phone', 'PHONE_INVALID'],
    ]);
    // One corrected cell does not settle a row that lacks another.
    expect(shown(await members(text, { mended: new Map([['4:0', '3']]) }))).toContainEqual([
      4,
      null,
      'ROW_TOO_SHORT',
    ]);
    const mended = new Map([
      ['2:1', '13800000002'],
      ['4:1', '13800000003'],
      ['5:0', '5'],
      ['5:1', '13800000004'],
    ]);
    const results = await members(text, { mended });
    expect(shown(results)).toEqual([]);
    expect(results.map(({ record }) => [record?.externalId, record?.phone])).toEqual([
      ['1', '+8613800000002'],
      ['2', '+8613800000001'],
      ['3', '+8613800000003'],
      ['5', '+8613800000004'],
    ]);
    // The rows stay as they came, for the file of failed rows.
    expect(results[0]?.rows[0]?.cells).toEqual(['1', '12', 'x']);
  });
});

describe('rows of orders', () => {
  it('need columns for who, when and how much', async () => {
    const refused = (kind: 'members' | 'orders', text: string) => refusalOf(prepared(kind, text, {}));
    expect(await refused('orders', 'orderNo,productName\n1,x\n')).toEqual({
      code: 'FIELDS_MISSING',
      params: {
        fields:
          'externalId/memberPhone/memberEmail/memberOpenid/memberUnionid, placedAt/paidAt, amount/unitPrice',
      },
    });
    expect(await refused('members', 'externalId,externalId\n1,x\n')).toMatchObject({
      code: 'FIELD_MAPPED_TWICE',
    });
    expect(await refused('members', 'externalId,quantity\n1,x\n')).toMatchObject({
      code: 'COLUMN_NOT_FOUND',
    });
  });

  it('become orders', async () => {
    const { records } = await orders(
      'orderNo,externalId,memberPhone,placedAt,paidAt,amount,status,channel,productName,sku,quantity,unitPrice\n' +
        'A1,7,13800000000,2024-03-01 10:00,2024-03-01 10:05,"¥1,234.50",交易成功,天猫,茶,T-1,2,617.25\n',
    );
    expect(records).toEqual([
      {
        orderNo: 'A1',
        orderNoDerived: false,
        member: expect.objectContaining({ externalId: '7', phone: '+8613800000000', email: null }),
        placedAt: new Date('2024-03-01T02:00:00Z'),
        paidAt: new Date('2024-03-01T02:05:00Z'),
        amount: 123450n,
        currency: 'CNY',
        status: 'paid',
        refundedAmount: 0n,
        channel: '天猫',
        lines: [{ productName: '茶', sku: 'T-1', quantity: 2, unitPrice: 61725n }],
      },
    ]);
  });

  it('with one number are the lines of one order, with an amount that may stand once or in each', async () => {
    const text = (...amounts: string[]) =>
      `orderNo,externalId,placedAt,amount,productName\n${amounts.map((amount, index) => `A1,7,2024-03-01,${amount},p${index}`).join('\n')}\n`;
    const once = await orders(text('30', '', ''));
    expect(once.records.map(({ amount, lines }) => [amount, lines.length])).toEqual([[3000n, 3]]);

    const same = await orders(text('30', '30'));
    expect(same.profile.questions).toEqual([
      {
        code: 'AMOUNT_SCOPE',
        column: 3,
        field: 'amount',
        options: ['order', 'line'],
        examples: ['A1: 30 · 30'],
      },
    ]);
    expect(shown(same.results)).toEqual([
      [2, 'amount', 'AMOUNT_SCOPE_AMBIGUOUS'],
      [3, 'amount', 'AMOUNT_SCOPE_AMBIGUOUS'],
    ]);
    const answered = async (amountScope: 'order' | 'line') =>
      (await orders(text('30', '30'), { answers: { amountScope } })).records.map(({ amount }) => amount);
    expect(await answered('order')).toEqual([3000n]);
    expect(await answered('line')).toEqual([6000n]);

    const own = await orders(text('30', '12.5'));
    expect(own.profile.questions).toEqual([]);
    expect(own.records.map(({ amount }) => amount)).toEqual([4250n]);
  });

  it('may lie scattered over the file', async () => {
    const { records, results } = await orders(
      'orderNo,externalId,placedAt,unitPrice,quantity\nA,1,2024-01-01,10,1\nB,2,2024-01-01,1,1\nA,1,2024-01-01,5,2\nC,3,2024-01-02,2,1\nC,3,2024-01-02,3,1\n',
    );
    expect(records.map(({ orderNo, amount }) => [orderNo, amount])).toEqual([
      ['B', 100n],
      ['A', 2000n],
      ['C', 500n],
    ]);
    expect(results.map(({ rows }) => rows.map(({ line }) => line))).toEqual([[3], [2, 4], [5, 6]]);
  });

  it('fail together when one of them is wrong or they disagree', async () => {
    const { results } = await orders(
      'orderNo,externalId,placedAt,amount\nA,1,2024-01-01,10\nA,1,,x\nB,1,2024-01-01,10\nB,2,2024-01-02,\n,1,2024-01-01,5\nC,,,\n',
    );
    expect(shown(results)).toEqual([
      [2, null, 'OTHER_LINE_FAILED'],
      [3, 'amount', 'AMOUNT_INVALID'],
      [4, null, 'OTHER_LINE_FAILED'],
      [5, 'externalId', 'ORDER_LINES_DISAGREE'],
      [5, 'placedAt', 'ORDER_LINES_DISAGREE'],
      [6, 'orderNo', 'REQUIRED_MISSING'],
      [7, null, 'IDENTITY_MISSING'],
      [7, 'placedAt', 'REQUIRED_MISSING'],
      [7, 'amount', 'REQUIRED_MISSING'],
    ]);
    expect(results.every(({ record }) => record === null)).toBe(true);
  });

  it('bring status and refund together', async () => {
    const money = async (status: string, amount: string, refunded: string) => {
      const text = `orderNo,externalId,placedAt,status,amount,refundedAmount\nA,1,2024-01-01,${status},${amount},${refunded}\n`;
      const { records, results } = await orders(text);
      return records[0]
        ? [records[0].status, records[0].amount, records[0].refundedAmount]
        : shown(results)[0]?.[2];
    };
    expect(await money('交易成功', '10', '')).toEqual(['paid', 1000n, 0n]);
    expect(await money('', '10', '4')).toEqual(['partially_refunded', 1000n, 400n]);
    expect(await money('paid', '10', '10')).toEqual(['refunded', 1000n, 1000n]);
    expect(await money('退款成功', '10', '')).toEqual(['refunded', 1000n, 1000n]);
    expect(await money('Partially_Refunded', '10', '3')).toEqual(['partially_refunded', 1000n, 300n]);
    expect(await money('部分退款', '10', '')).toBe('REFUND_AMOUNT_MISSING');
    expect(await money('交易关闭', '10', '')).toEqual(['cancelled', 1000n, 0n]);
    expect(await money('等待买家付款', '10', '')).toEqual(['pending', 1000n, 0n]);
    expect(await money('交易成功', '10', '11')).toBe('REFUND_EXCEEDS_AMOUNT');
    expect(await money('嗯', '10', '')).toBe('STATUS_UNKNOWN');
    expect(await money('交易成功', '-10', '')).toBe('AMOUNT_NEGATIVE');
  });

  it('count lines of their own that were refunded or cancelled', async () => {
    const { records } = await orders(
      'orderNo,externalId,placedAt,status,amount\nA,1,2024-01-01,交易成功,10\nA,1,2024-01-01,已退款,4\nA,1,2024-01-01,交易关闭,7\n',
    );
    expect(records.map(({ status, amount, refundedAmount }) => [status, amount, refundedAmount])).toEqual([
      ['partially_refunded', 1400n, 400n],
    ]);
  });

  it('without numbers get numbers that say what they are', async () => {
    const text =
      'externalId,placedAt,amount\n1,2024-01-01,10\n1,2024-01-01,10\n1,2024-01-01,¥10.00\n2,2024-01-01,10\n';
    const first = await orders(text);
    const again = await orders(text.replaceAll('2024-01-01', '2024/1/1'));
    const numbers = first.records.map(({ orderNo }) => orderNo);
    expect(new Set(numbers).size).toBe(4);
    expect(again.records.map(({ orderNo }) => orderNo)).toEqual(numbers);
    expect(first.records.every(({ orderNoDerived }) => orderNoDerived)).toBe(true);
  });

  it('refuses an order of more rows than an order has, without holding them', async () => {
    const { results } = await orders(
      `orderNo,externalId,placedAt,unitPrice\n${'A,1,2024-01-01,1\n'.repeat(1001)}`,
    );
    expect(results).toHaveLength(1001);
    expect(new Set(shown(results).map(([, , code]) => code))).toEqual(new Set(['ORDER_TOO_MANY_LINES']));
  });
});

describe('questions that only a person can answer', () => {
  const ask = async (dates: string[], amounts: string[], given: Given = {}) => {
    const rows = dates.map((date, index) => `${index},1,${date},"${amounts[index] ?? '1'}"`);
    return orders(`orderNo,externalId,placedAt,amount\n${rows.join('\n')}\n`, given);
  };

  it('asks for the order of day and month when no value settles it', async () => {
    const open = await ask(['01/02/2024', '03/04/2024'], []);
    expect(open.profile.questions).toEqual([
      {
        code: 'DATE_ORDER',
        column: 2,
        field: 'placedAt',
        options: ['dmy', 'mdy'],
        examples: ['01/02/2024', '03/04/2024'],
      },
    ]);
    expect(shown(open.results)).toEqual([
      [2, 'placedAt', 'DATE_AMBIGUOUS'],
      [3, 'placedAt', 'DATE_AMBIGUOUS'],
    ]);
    const answered = await ask(['01/02/2024', '03/04/2024'], [], { answers: { dateOrders: { 2: 'dmy' } } });
    expect(answered.profile.questions).toEqual([]);
    expect(answered.records.map(({ placedAt }) => placedAt.toISOString().slice(0, 10))).toEqual([
      '2024-01-31',
      '2024-04-02',
    ]);
  });

  it('lets one value settle the whole column, in whatever row', async () => {
    const dates = ['01/02/2024', '25/12/2024'];
    const { profile, records } = await ask(dates, ['1.234', '12,50']);
    expect([profile.questions, profile.dateOrders.get(2), profile.decimalMarks.get(3)]).toEqual([
      [],
      'dmy',
      ',',
    ]);
    expect(records.map(({ amount }) => amount)).toEqual([123400n, 1250n]);
  });

  it('asks when values contradict each other', async () => {
    const { profile } = await ask(['25/12/2024', '12/25/2024'], ['1.50', '1,50']);
    expect(profile.questions.map(({ code, examples }) => [code, examples])).toEqual([
      ['DATE_ORDER', ['25/12/2024', '12/25/2024']],
      ['DECIMAL_MARK', ['1.50', '1,50']],
    ]);
  });

  it('asks for the decimal mark when no value settles it', async () => {
    const open = await ask(['2024-01-01'], ['1,234']);
    expect(open.profile.questions.map(({ code }) => code)).toEqual(['DECIMAL_MARK']);
    const answered = await ask(['2024-01-01'], ['1,234'], { answers: { decimalMarks: { 3: '.' } } });
    expect(answered.records.map(({ amount }) => amount)).toEqual([123400n]);
  });
});
