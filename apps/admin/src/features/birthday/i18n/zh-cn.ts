export const messages = {
  member: '会员',
  day: '生日当天',
  rules: '规则给予',
  gift: '等级礼遇',
  at: '处理时间',
  points: '{points, plural, other {# 积分}}',
  unnamed: '未具名会员',
  empty: {
    title: '还没有生日关怀',
    text: '会员生日当天自动处理，按“生日”积分规则和等级礼遇给予；2 月 29 日出生的会员在平年于 2 月 28 日处理。',
  },
} as const;
