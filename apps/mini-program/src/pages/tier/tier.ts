import { client } from '../../api/member';
import { TierDocument } from '../../api/member.graphql';
import { dayOf, numberText } from '../../format';
import type { TierQuery } from '../../gql/graphql';
import { failureText, filled, isSignedOut, texts, wayText } from '../../texts';

type Me = NonNullable<TierQuery['me']>;
type Level = Me['tiers'][number];

interface Standing {
  name: string;
  growth: string;
  percent: number;
  way: string;
  warning: string;
}

interface Row {
  id: string;
  name: string;
  color: string;
  from: string;
  mine: boolean;
  benefits: { id: string; name: string; note: string; left: string }[];
}

function standingOf({ tier }: Me): Standing | null {
  if (!tier) return null;
  const { growthValue, progress, validUntil, needed, warnedAt, tier: level } = tier;
  const warned = warnedAt !== null && validUntil !== null && needed !== null;
  return {
    name: level.name,
    growth: numberText(growthValue),
    percent: Math.floor(progress * 100),
    way: wayText(tier),
    warning: warned
      ? filled(texts.tierEnds, { day: dayOf(validUntil), points: numberText(needed), tier: level.name })
      : '',
  };
}

function leftText({ period, times, left }: Level['benefits'][number], mine: boolean): string {
  if (!mine || period === null || times === null || left === null) return '';
  return filled(texts.benefitLeft[period], { left: String(left), times: String(times) });
}

function rowsOf({ tiers, tier }: Me): Row[] {
  return tiers.map(({ id, name, color, threshold, benefits }) => {
    const mine = id === tier?.tier.id;
    return {
      id,
      name,
      color,
      from: filled(texts.tierFrom, { points: numberText(threshold) }),
      mine,
      benefits: benefits.map((benefit) => ({
        id: benefit.id,
        name: benefit.name,
        note: [benefit.description, benefit.contact].filter(Boolean).join(' · '),
        left: leftText(benefit, mine),
      })),
    };
  });
}

function badgesOf({ badges }: Me) {
  return badges.map(({ id, name, description, color, held, progress }) => ({
    id,
    name,
    description,
    color,
    state: held ? texts.badgeHeld : progress ? `${Math.floor(progress.fraction * 100)}%` : '',
  }));
}

/** Where one stands, what each tier grants, and the badges that there are. */
Page({
  data: {
    texts,
    standing: null as Standing | null,
    rows: [] as Row[],
    badges: [] as ReturnType<typeof badgesOf>,
    loaded: false,
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
      const { me } = await client.read(TierDocument, {});
      if (!me) return;
      this.setData({ standing: standingOf(me), rows: rowsOf(me), badges: badgesOf(me), loaded: true });
    } catch (error) {
      if (isSignedOut(error)) void wx.reLaunch({ url: '/pages/card/card' });
      else this.setData({ problem: failureText(error) });
    }
  },

  again() {
    void this.load();
  },
});
