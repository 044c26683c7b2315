import { encodeId } from '../foundation/ids.ts';
import { amount, type ExportColumn, moment, sourceWords, text, textOf, word } from './export.columns.ts';
import { shownName } from './member-export.columns.ts';

const ofMember = (column: string) =>
  `(select m.${column} from member m where m.brand_id = r.brand_id and m.id = r.member_id)`;
const currency = 'r.currency';

/** The columns that an export of orders can have. */
export const orderExportColumns = {
  id: {
    heading: { 'zh-CN': '订单编号', en: 'Order id' },
    from: { id: 'r.id' },
    cell: ({ values }) => encodeId('Order', textOf(values.id)),
  },
  order_no: text({ 'zh-CN': '订单号', en: 'Order number' }, 'r.order_no'),
  channel: text({ 'zh-CN': '渠道', en: 'Channel' }, 'r.channel'),
  status: word({ 'zh-CN': '状态', en: 'Status' }, 'r.status', {
    pending: { 'zh-CN': '待付款', en: 'Pending' },
    paid: { 'zh-CN': '已付款', en: 'Paid' },
    partially_refunded: { 'zh-CN': '部分退款', en: 'Partially refunded' },
    refunded: { 'zh-CN': '已退款', en: 'Refunded' },
    cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
  }),
  placed_at: moment({ 'zh-CN': '下单时间', en: 'Placed' }, 'r.placed_at'),
  paid_at: moment({ 'zh-CN': '付款时间', en: 'Paid' }, 'r.paid_at'),
  cancelled_at: moment({ 'zh-CN': '取消时间', en: 'Cancelled' }, 'r.cancelled_at'),
  total: amount({ 'zh-CN': '订单金额', en: 'Total' }, 'r.total_minor', currency),
  refunded: amount({ 'zh-CN': '已退款', en: 'Refunded' }, 'r.refunded_minor', currency),
  net: amount({ 'zh-CN': '实收', en: 'Net' }, 'r.total_minor - r.refunded_minor', currency),
  source: word({ 'zh-CN': '来源', en: 'Source' }, 'r.source', sourceWords),
  member_id: {
    heading: { 'zh-CN': '会员编号', en: 'Member id' },
    from: { member_id: 'r.member_id' },
    cell: ({ values }) => encodeId('Member', textOf(values.member_id)),
  },
  member: {
    heading: { 'zh-CN': '会员', en: 'Member' },
    from: { display_name: ofMember('display_name'), real_name_sealed: ofMember('real_name_sealed') },
    cell: shownName,
  },
} as const satisfies Record<string, ExportColumn>;

export type OrderExportColumn = keyof typeof orderExportColumns;
/** Columns that tell of the order's member: who asks for them must be permitted to read members. */
export const orderColumnsOfMember: readonly OrderExportColumn[] = ['member_id', 'member'];
