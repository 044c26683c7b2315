import type { Locale } from '../foundation/scope.ts';

/** Why records that an import wrote can't be taken back, with how many of each kind. */
export const undoObstacles = [
  'ordersChanged',
  'ordersBereft',
  'membersChanged',
  'membersMerged',
  'membersWithOrders',
  'membersWithNotes',
  'membersWithTags',
  'membersWithIdentities',
  'membersWithConsents',
  'membersWithPoints',
  'membersActive',
] as const;
export type UndoObstacle = (typeof undoObstacles)[number];
export type UndoObstacles = Record<UndoObstacle, number>;

const sentences: Record<UndoObstacle, Record<Locale, string>> = {
  ordersChanged: { 'zh-CN': '{n} 个订单之后有改动', en: '{n} orders were changed afterwards' },
  ordersBereft: {
    'zh-CN': '{n} 个订单原来的会员已不存在',
    en: '{n} orders belonged to members who are gone',
  },
  membersChanged: { 'zh-CN': '{n} 位会员之后有改动', en: '{n} members were changed afterwards' },
  membersMerged: { 'zh-CN': '{n} 位会员之后有合并', en: '{n} members were merged afterwards' },
  membersWithOrders: {
    'zh-CN': '{n} 位新会员另有订单',
    en: '{n} of the new members have orders from elsewhere',
  },
  membersWithNotes: {
    'zh-CN': '{n} 位新会员之后有备注',
    en: '{n} of the new members were given notes afterwards',
  },
  membersWithTags: {
    'zh-CN': '{n} 位新会员之后有标签',
    en: '{n} of the new members were given tags afterwards',
  },
  membersWithIdentities: {
    'zh-CN': '{n} 位新会员之后有身份标识',
    en: '{n} of the new members were given identities afterwards',
  },
  membersWithConsents: {
    'zh-CN': '{n} 位新会员有授权记录',
    en: '{n} of the new members have given consents',
  },
  membersWithPoints: {
    'zh-CN': '{n} 位新会员有这些订单以外的积分记录',
    en: '{n} of the new members have points beside those of these orders',
  },
  membersActive: {
    'zh-CN': '{n} 位新会员之后登录过、有活动记录或获得过优惠券、徽章、权益',
    en: '{n} of the new members signed in, did something, or were given coupons, badges or benefits',
  },
};

/** All that stands in the way, in a language; empty when nothing does. */
export function obstacleText(obstacles: UndoObstacles, locale: Locale): string {
  return undoObstacles
    .filter((obstacle) => obstacles[obstacle] > 0)
    .map((obstacle) => sentences[obstacle][locale].replace('{n}', String(obstacles[obstacle])))
    .join(locale === 'en' ? ', ' : ',');
}
