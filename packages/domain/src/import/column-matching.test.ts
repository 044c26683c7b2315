import { describe, expect, it } from 'vitest';
import { suggestColumns } from './column-matching.ts';
import { type ImportKind, importFieldsOf } from './import.fields.ts';

const suggested = (headers: string[], kind: ImportKind, ...sample: string[][]) =>
  suggestColumns(headers, sample, kind).map(({ field }) => field);

describe('suggesting fields for columns', () => {
  it('knows every field by each of its names, and by its labels', () => {
    for (const kind of ['members', 'orders'] as const) {
      for (const [key, { synonyms, label }] of importFieldsOf(kind)) {
        for (const name of [...synonyms, label['zh-CN'], label.en.replace('’', "'")]) {
          const [, found] = suggested(['客户编号', key === 'externalId' ? '' : name], kind);
          const expected = key === 'externalId' ? null : key;
          expect([kind, name, found]).toEqual([kind, name, expected]);
        }
        expect(synonyms).not.toContain('');
        expect(label['zh-CN']).not.toBe('');
      }
    }
  });

  it('gives no name to two fields of a kind', () => {
    for (const kind of ['members', 'orders'] as const) {
      const names = [...importFieldsOf(kind)].flatMap(([, { synonyms }]) =>
        synonyms.map((one) => one.toLowerCase()),
      );
      expect([kind, names.filter((name, index) => names.indexOf(name) !== index)]).toEqual([kind, []]);
    }
  });

  it('reads headers as real shops write them', () => {
    expect(
      suggested(
        [
          '订单编号',
          '买家会员名',
          '买家实际支付金额',
          '订单状态',
          '收货人姓名',
          '联系手机',
          '订单创建时间',
          '订单付款时间',
          '宝贝标题',
          '宝贝总数量',
          '店铺名称',
          '退款金额',
        ],
        'orders',
      ),
    ).toEqual(
      [
        'orderNo',
        'externalId',
        'amount',
        'status',
        'memberRealName',
        'memberPhone',
        'placedAt',
        'paidAt',
        'productName',
        'quantity',
        'channel',
        'refundedAmount',
      ].map((field) => (field === 'externalId' ? 'memberNickname' : field)),
    );
    expect(
      suggested(
        [
          'Name',
          'Email',
          'Financial Status',
          'Paid at',
          'Currency',
          'Total',
          'Created at',
          'Lineitem quantity',
          'Lineitem name',
          'Lineitem price',
          'Lineitem sku',
          'Refunded Amount',
        ],
        'orders',
      ),
    ).toEqual([
      'orderNo',
      'memberEmail',
      'status',
      'paidAt',
      'currency',
      'amount',
      'placedAt',
      'quantity',
      'productName',
      'unitPrice',
      'sku',
      'refundedAmount',
    ]);
    expect(suggested(['customer_id', 'order_date', 'quantity', 'amount'], 'orders')).toEqual([
      'externalId',
      'placedAt',
      'quantity',
      'amount',
    ]);
    expect(
      suggested(
        ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID'],
        'orders',
      ),
    ).toEqual(['orderNo', 'sku', 'productName', 'quantity', 'placedAt', 'unitPrice', 'externalId']);
    expect(
      suggested(
        ['会员ID', '昵称', '手机号码', '性别', '生日', '省份', '城市', '标签', '备注', '注册时间'],
        'members',
      ),
    ).toEqual([
      'externalId',
      'displayName',
      'phone',
      'gender',
      'birthday',
      'province',
      'city',
      'tags',
      'note',
      'registeredAt',
    ]);
  });

  it('looks through width, case, brackets and separators', () => {
    expect(suggested(['ＣＵＳＴＯＭＥＲ＿ＩＤ', '实付金额（元）', 'orderDate'], 'orders')).toEqual([
      'externalId',
      'amount',
      'placedAt',
    ]);
    expect(suggestColumns(['金额(元)'], [], 'orders')[0]).toMatchObject({
      field: 'amount',
      confidence: 0.95,
    });
  });

  it('takes a header that holds a name for less sure than the name', () => {
    const [part] = suggestColumns(['备用联系手机号码'], [], 'members');
    expect(part?.field).toBe('phone');
    expect(part?.confidence).toBeLessThan(0.95);
    // "tag" inside "stage" is no tag.
    expect(suggested(['stage'], 'members')).toEqual([null]);
  });

  it('believes the content where the header says nothing', () => {
    const sample = [['x1', 'a@b.cn', '13800000000', 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M']];
    expect(suggested(['列一', '列二', '列三', '列四'], 'members', ...sample)).toEqual([
      null,
      'email',
      'phone',
      'openid',
    ]);
  });

  it('doubts a header that the content contradicts', () => {
    expect(suggested(['联系方式'], 'members', ['张三@微信'], ['李四'])).toEqual([null]);
    expect(
      suggested(['电话', 'contact'], 'members', ['a@b.cn', '13800000000'], ['c@d.cn', '13900000000']),
    ).toEqual(['email', 'phone']);
  });

  it('suggests a field once, for the column that fits best', () => {
    expect(
      suggested(['金额', '实付金额', '备注'], 'orders').filter((field) => field === 'amount'),
    ).toHaveLength(1);
    expect(suggested(['订单金额（含税）', '实付金额'], 'orders')).toEqual([null, 'amount']);
  });

  it('lets a nickname identify the member when nothing else does', () => {
    expect(suggested(['订单号', '买家昵称', '付款时间', '实付金额'], 'orders')).toEqual([
      'orderNo',
      'externalId',
      'paidAt',
      'amount',
    ]);
  });
});
