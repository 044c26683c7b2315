import { type CellResult, read, unread } from './cell-text.ts';

export type Gender = 'female' | 'male' | 'other' | 'unknown';

/** States of an order. One that is not paid yet counts for nothing until it is. */
export type ImportedOrderStatus = 'pending' | 'paid' | 'partially_refunded' | 'refunded' | 'cancelled';

const genders: Readonly<Record<Gender, readonly string[]>> = {
  female: ['女', '女性', '女士', '小姐', 'female', 'f', 'woman', 'w', 'ms', 'mrs', 'miss'],
  male: ['男', '男性', '先生', 'male', 'm', 'man', 'mr'],
  other: ['其他', '其它', 'other', 'nonbinary', 'non-binary', 'diverse', 'x'],
  unknown: ['未知', '保密', '不详', '未填写', '未设置', 'unknown', 'u', 'secret', 'undisclosed', '0'],
};

/** WeChat and most Chinese systems write 1 for men, 2 for women and 0 for unknown. */
const genderNumbers: Readonly<Record<string, Gender>> = { '1': 'male', '2': 'female' };

export function readGender(bare: string): CellResult<Gender> {
  const word = bare.normalize('NFKC').toLowerCase().replace(/\.$/, '');
  const byNumber = genderNumbers[word];
  if (byNumber) return read(byNumber);
  for (const gender of ['female', 'male', 'other', 'unknown'] as const) {
    if (genders[gender].includes(word)) return read(gender);
  }
  return unread('GENDER_UNKNOWN');
}

/** What shop systems write (Taobao/Tmall, JD, Pinduoduo, Douyin, Youzan, Weidian, Shopify, WooCommerce, Magento). */
const statuses: Readonly<Record<ImportedOrderStatus, string>> = {
  paid:
    '已完成|完成|交易成功|交易完成|已付款|已支付|付款成功|支付成功|已收货|已签收|确认收货|已发货|卖家已发货|部分发货|待发货|等待发货|' +
    '买家已付款|买家已付款等待卖家发货|卖家已发货等待买家确认|等待卖家发货|等待买家确认|待收货|待签收|已揽件|已出库|等待出库|配送中|' +
    '已评价|待评价|成功|正常|无退款|无售后|退款关闭|已妥投|' +
    'paid|complete|completed|success|successful|succeeded|fulfilled|unfulfilled|delivered|shipped|processing|in transit|' +
    'closed complete|captured|settled|finished|done|ok|partially fulfilled|trade success|trade finished',
  partially_refunded: '部分退款|部分退款成功|已部分退款|partially refunded|partial refund|partially returned',
  refunded:
    '已退款|退款成功|全额退款|退款完成|已全额退款|已退货|退货退款|退货成功|refunded|fully refunded|refund|returned|chargeback',
  cancelled:
    '已取消|取消|交易关闭|已关闭|关闭|订单关闭|交易取消|用户取消|系统取消|未付款关闭|未付款已取消|已作废|作废|' +
    'cancelled|canceled|closed|voided|void|failed|expired|declined|trade closed',
  pending:
    '待付款|等待买家付款|等待付款|未付款|未支付|待支付|待确认|付款中|' +
    'unpaid|pending|pending payment|awaiting payment|on hold|authorized|draft|checkout draft|payment pending',
};

const statusWords = new Map<string, ImportedOrderStatus>();
for (const status of ['paid', 'partially_refunded', 'refunded', 'cancelled', 'pending'] as const) {
  for (const word of statuses[status].split('|')) statusWords.set(wordKey(word), status);
}

/** The state of an order from the word that the shop's system has for it. */
export function readStatus(bare: string): CellResult<ImportedOrderStatus> {
  const status = statusWords.get(wordKey(bare));
  return status ? read(status) : unread('STATUS_UNKNOWN');
}

function wordKey(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^wc-/, '')
    .replace(/[\s_,，。.()-]+/g, '');
}
