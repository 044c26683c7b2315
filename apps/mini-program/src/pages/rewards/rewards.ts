import { newKey } from '../../api/client';
import { client } from '../../api/member';
import { RewardRedeemDocument, RewardsDocument } from '../../api/member.graphql';
import { dayOf, numberText } from '../../format';
import type { RewardsQuery } from '../../gql/graphql';
import { failureText, isSignedOut, texts } from '../../texts';

type Me = NonNullable<RewardsQuery['me']>;

interface Offer {
  id: string;
  name: string;
  description: string;
  points: string;
  cost: number;
  left: string;
  /** Why it can't be had now; empty when it can. */
  obstacle: string;
}

interface Taken {
  id: string;
  name: string;
  day: string;
  points: string;
  status: string;
}

function offersOf({ rewards, points }: Me): Offer[] {
  return rewards.nodes.map(({ id, name, description, points: cost, stock }) => ({
    id,
    name,
    description,
    points: numberText(cost),
    cost: Number(cost),
    left: stock === null ? '' : `${texts.left} ${numberText(stock)}`,
    obstacle: stock === 0 ? texts.soldOut : Number(points.available) < Number(cost) ? texts.missing : '',
  }));
}

function takenOf({ redemptions }: Me): Taken[] {
  return redemptions.nodes.map(({ id, createdAt, points, status, reward }) => ({
    id,
    name: reward.name,
    day: dayOf(createdAt),
    points: numberText(points),
    status: texts.redemptionStatuses[status],
  }));
}

/** What was asked for and not answered yet: whoever asks for it again gets it once. */
const keys = new Map<string, string>();

/** What there is to be had for points, and what one has taken. */
Page({
  data: {
    texts,
    available: '',
    offers: [] as Offer[],
    taken: [] as Taken[],
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

  async load() {
    this.setData({ problem: '' });
    try {
      const { me } = await client.read(RewardsDocument, {});
      if (!me) return;
      const available = numberText(me.points.available);
      this.setData({ available, offers: offersOf(me), taken: takenOf(me), loaded: true });
    } catch (error) {
      this.failed(error);
    }
  },

  again() {
    void this.load();
  },

  async redeem(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
    const offer = this.data.offers.find(({ id }) => id === event.currentTarget.dataset.id);
    if (!offer || this.data.busy) return;
    const { confirm } = await wx.showModal({
      title: offer.name,
      content: `${texts.redeem} · ${offer.points} ${texts.points}`,
      confirmText: texts.redeem,
      cancelText: texts.cancel,
    });
    if (!confirm) return;
    const { id: rewardId, cost: points } = offer;
    const asked = `${rewardId} ${points}`;
    const key = keys.get(asked) ?? newKey();
    keys.set(asked, key);
    this.setData({ busy: true, problem: '' });
    try {
      const { meRewardRedeem } = await client.act(RewardRedeemDocument, { rewardId, points }, key);
      keys.delete(asked);
      const [problem] = meRewardRedeem?.userErrors ?? [];
      await this.load();
      if (problem) this.setData({ problem: problem.message });
      else await wx.showToast({ title: texts.redeemed });
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
