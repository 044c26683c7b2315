import { newKey } from '../../api/client';
import { client } from '../../api/member';
import { CouponsDocument, CouponUseDocument } from '../../api/member.graphql';
import { dayOf, moneyText } from '../../format';
import type { CouponsQuery } from '../../gql/graphql';
import { failureText, filled, isSignedOut, texts } from '../../texts';

type Me = NonNullable<CouponsQuery['me']>;
type Coupon = Me['coupons']['nodes'][number];

const tabs = ['USABLE', 'REDEEMED', 'EXPIRED'] as const;

interface Row {
  id: string;
  name: string;
  description: string;
  off: string;
  minimum: string;
  valid: string;
  code: string;
}

function rowOf(coupon: Coupon): Row {
  const { id, name, description, code, kind, percent, amount, cap, minimum, startsAt, expiresAt } = coupon;
  const value = kind === 'AMOUNT' ? (amount ? moneyText(amount) : '') : `${percent ?? 0}%`;
  // 15 percent off is said as 8.5 tenths in Chinese.
  const tenths = `${(100 - (percent ?? 0)) / 10}`;
  const begins = new Date(startsAt) > new Date() ? `${texts.validFrom} ${dayOf(startsAt)} · ` : '';
  // It ends with the day before this moment.
  const lastDay = dayOf(new Date(new Date(expiresAt).getTime() - 1).toISOString());
  return {
    id,
    name,
    description,
    code,
    off: filled(texts.couponOff[kind], { value, tenths, cap: cap ? moneyText(cap) : '' }),
    minimum:
      Number(minimum.amount) > 0
        ? filled(texts.couponMinimum, { value: moneyText(minimum) })
        : texts.couponAnyAmount,
    valid: `${begins}${texts.validUntil} ${lastDay}`,
  };
}

/** Acts that were asked for and not answered yet: whoever asks again does the same once. */
const keys = new Map<string, string>();

/** The coupons that one has, what each is good for, and its code. */
Page({
  data: {
    texts,
    tabs: tabs.map((status) => ({ status, label: texts.couponTabs[status] })),
    status: tabs[0] as (typeof tabs)[number],
    rows: [] as Row[],
    next: null as string | null,
    /** Orders that wait to be paid. */
    orders: [] as { id: string; orderNo: string }[],
    loaded: false,
    busy: false,
    problem: '',
  },

  onLoad() {
    void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    await wx.stopPullDownRefresh();
  },

  onReachBottom() {
    if (this.data.next && !this.data.busy) void this.load(this.data.next);
  },

  choose(event: WechatMiniprogram.TouchEvent<object, object, { status: string }>) {
    const status = tabs.find((one) => one === event.currentTarget.dataset.status);
    if (!status) return;
    this.setData({ status, rows: [], next: null, loaded: false });
    void this.load();
  },

  async load(after: string | null = null) {
    const { status } = this.data;
    this.setData({ busy: true, problem: '' });
    try {
      const { me } = await client.read(CouponsDocument, { status, after });
      // Another list was chosen meanwhile.
      if (!me || status !== this.data.status) return;
      const { nodes, pageInfo } = me.coupons;
      const rows = nodes.map(rowOf);
      this.setData({
        rows: after ? [...this.data.rows, ...rows] : rows,
        next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
        orders: me.orders.nodes.filter((order) => order.status === 'PENDING'),
        loaded: true,
      });
    } catch (error) {
      this.failed(error);
    } finally {
      this.setData({ busy: false });
    }
  },

  again() {
    void this.load();
  },

  async show(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
    const row = this.data.rows.find(({ id }) => id === event.currentTarget.dataset.id);
    if (!row) return;
    const { confirm } = await wx.showModal({
      title: row.name,
      content: row.code,
      confirmText: texts.copyCode,
      cancelText: texts.cancel,
    });
    if (confirm) await wx.setClipboardData({ data: row.code });
  },

  async use(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
    const { id } = event.currentTarget.dataset;
    const { orders, busy } = this.data;
    if (busy) return;
    const chosen = await wx
      .showActionSheet({ itemList: orders.slice(0, 6).map(({ orderNo }) => `${texts.forOrder} ${orderNo}`) })
      .catch(() => undefined);
    const order = chosen && orders[chosen.tapIndex];
    if (!order) return;
    const act = `${id} ${order.id}`;
    const key = keys.get(act) ?? newKey();
    keys.set(act, key);
    this.setData({ busy: true, problem: '' });
    try {
      const input = { couponIds: [id], orderId: order.id };
      const { meCouponRedeem } = await client.act(CouponUseDocument, input, key);
      keys.delete(act);
      const [problem] = meCouponRedeem?.userErrors ?? [];
      await this.load();
      const payable = meCouponRedeem?.redemption?.payable;
      if (problem) this.setData({ problem: problem.message });
      else if (payable) {
        await wx.showToast({ title: filled(texts.couponUsed, { value: moneyText(payable) }), icon: 'none' });
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.setData({ busy: false });
    }
  },

  failed(error: unknown) {
    if (isSignedOut(error)) void wx.reLaunch({ url: '/pages/card/card' });
    else this.setData({ problem: failureText(error) });
  },
});
