export const messages = {
  by: '排行依据',
  of: '时间范围',
  board: { POINTS: '获得积分', ENGAGEMENT: '互动次数' },
  period: { DAY: '今天', WEEK: '本周', MONTH: '本月', EVER: '累计' },
  unit: { POINTS: '积分', ENGAGEMENT: '次数' },
  lead: '前 100 名；并列者名次相同。选择不参与的会员不会出现；会员之间只能看到彼此称呼的首字。',
  rank: '名次',
  member: '会员',
  unnamed: '未具名会员',
  empty: { title: '这段时间还没有排行', text: '会员获得积分或有签到、分享等互动后，会出现在这里。' },
} as const;
