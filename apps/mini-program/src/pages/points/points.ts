import { client } from '../../api/member';
import { PointsDocument } from '../../api/member.graphql';
import { dayOf, numberText } from '../../format';
import type { PointsQuery } from '../../gql/graphql';
import { failureText, isSignedOut, texts } from '../../texts';

type Entry = NonNullable<PointsQuery['me']>['points']['entries']['nodes'][number];

interface Row {
  what: string;
  why: string;
  day: string;
  points: string;
  gains: boolean;
}

function rowOf({ at, kind, points, reason, orderNo }: Entry): Row {
  return {
    what: texts.entryKinds[kind],
    why: reason ?? (orderNo ? `${texts.forOrder} ${orderNo}` : ''),
    day: dayOf(at),
    points: numberText(points, { signed: true }),
    gains: Number(points) > 0,
  };
}

/** What one has, what expires next, and how it came to that. */
Page({
  data: {
    texts,
    available: '',
    pending: '',
    expiring: '',
    rows: [] as Row[],
    /** Where the next page begins; null when there is none. */
    next: null as string | null,
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

  async load(after: string | null = null) {
    this.setData({ busy: true, problem: '' });
    try {
      const { me } = await client.read(PointsDocument, { after });
      if (!me) return;
      const { available, pending, expiringNext, entries } = me.points;
      const { hasNextPage, endCursor } = entries.pageInfo;
      const rows = entries.nodes.map(rowOf);
      this.setData({
        available: numberText(available),
        pending: Number(pending) === 0 ? '' : numberText(pending),
        expiring: expiringNext ? `${numberText(expiringNext.points)} · ${dayOf(expiringNext.at)}` : '',
        rows: after ? [...this.data.rows, ...rows] : rows,
        next: hasNextPage ? (endCursor ?? null) : null,
        loaded: true,
      });
    } catch (error) {
      if (isSignedOut(error)) void wx.reLaunch({ url: '/pages/card/card' });
      else this.setData({ problem: failureText(error) });
    } finally {
      this.setData({ busy: false });
    }
  },

  again() {
    void this.load();
  },
});
