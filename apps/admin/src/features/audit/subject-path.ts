const ofRecord: Record<string, (id: string) => string> = {
  Member: (id) => `/members/${id}`,
  Order: (id) => `/orders/${id}`,
  Badge: (id) => `/badges?edit=${id}`,
  EarningRule: (id) => `/earning/${id}`,
  Reward: (id) => `/rewards/${id}`,
  RewardRedemption: (id) => `/rewards/redemptions?open=${id}`,
  CouponTemplate: (id) => `/coupons/${id}`,
  Tier: () => '/tiers',
  TierLadder: () => '/tiers',
  TierLadderChange: () => '/tiers',
  Benefit: () => '/tiers/benefits',
  Import: (id) => `/imports/${id}`,
  Job: () => '/jobs',
  PointsAdjustment: (id) => `/points/adjustments?open=${id}`,
  Brand: () => '/brand',
  BrandChannel: () => '/brand',
  BrandOperator: () => '/operators',
  Invitation: () => '/operators',
};

/** Where a record can be seen; undefined when it has no page. */
export function subjectPath(noun: string, id: string): string | undefined {
  return ofRecord[noun]?.(id);
}

const nouns: Record<string, string> = {
  member: 'Member',
  order: 'Order',
  import: 'Import',
  rule: 'EarningRule',
  reward: 'Reward',
  redemption: 'RewardRedemption',
  template: 'CouponTemplate',
  badge: 'Badge',
};

/** Where the record of a public id can be seen: `member_01h455vb4pex5vsknk084sn02q`. */
export function pathOfId(id: string): string | undefined {
  const [, prefix = ''] = /^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$/.exec(id) ?? [];
  return subjectPath(nouns[prefix] ?? '', id);
}
