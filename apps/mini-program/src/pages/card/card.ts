import { client, signIn, signOut } from '../../api/member';
import { CardDocument } from '../../api/member.graphql';
import { dayOf, numberText } from '../../format';
import { failureText, isSignedOut, texts, wayText } from '../../texts';

interface Card {
  brand: string;
  logoUrl: string;
  color: string;
  name: string;
  joinedOn: string;
  orderCount: number;
  points: string;
  /** Null where the brand has no tiers. */
  tier: { name: string; percent: number; way: string } | null;
}

const plain = '#1d2321';

/** The membership card; for who is not signed in, the way in. */
Page({
  data: { texts, card: null as Card | null, signedIn: client.isSignedIn, busy: false, problem: '' },

  onShow() {
    void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    await wx.stopPullDownRefresh();
  },

  async load() {
    this.setData({ signedIn: client.isSignedIn, problem: '' });
    if (!client.isSignedIn) return;
    try {
      const { me } = await client.read(CardDocument, {});
      if (!me) return;
      const { brand, displayName, joinedAt, orderCount, points, tier } = me;
      this.setData({
        card: {
          brand: brand.name,
          logoUrl: brand.logoUrl ?? '',
          color: brand.primaryColor ?? plain,
          name: displayName ?? texts.noName,
          joinedOn: dayOf(joinedAt),
          orderCount,
          points: numberText(points.available),
          tier: tier && {
            name: tier.tier.name,
            percent: Math.floor(tier.progress * 100),
            way: wayText(tier),
          },
        },
      });
    } catch (error) {
      if (isSignedOut(error)) this.setData({ signedIn: false, card: null });
      else this.setData({ problem: failureText(error) });
    }
  },

  async join() {
    this.setData({ busy: true, problem: '' });
    try {
      await signIn();
      await this.load();
    } catch (error) {
      this.setData({ problem: failureText(error) });
    } finally {
      this.setData({ busy: false });
    }
  },

  /** What the brand has declared to WeChat of the data that it takes. */
  privacy() {
    wx.openPrivacyContract({ fail: () => this.setData({ problem: texts.failed }) });
  },

  async leave() {
    await signOut();
    this.setData({ signedIn: false, card: null });
  },

  open(event: WechatMiniprogram.TouchEvent<object, object, { page: string }>) {
    const { page } = event.currentTarget.dataset;
    void wx.navigateTo({ url: `/pages/${page}/${page}` });
  },
});
