import type { Locale } from './scope.ts';

/** Codes of badges. See `error-messages.ts`. */
export const badgeMessages = {
  BADGE_NAME_TAKEN: { 'zh-CN': '已有同名徽章。', en: 'There is a badge of this name already.' },
  BADGE_FIELD_UNUSED: {
    'zh-CN': '该获得条件不使用此项，请留空。',
    en: 'A badge that is earned this way has no use for this; leave it out.',
  },
  BADGE_AWARDED: {
    'zh-CN': '已有会员获得过该徽章，不能删除；可以停用。',
    en: 'Members have had this badge, so it can’t be deleted; switch it off instead.',
  },
  BADGE_NOT_ACTIVE: { 'zh-CN': '该徽章已停用。', en: 'This badge is switched off.' },
  BADGE_HELD: {
    'zh-CN': '该会员在此周期内已获得该徽章。',
    en: 'The member has this badge for the period already.',
  },
  BADGE_REVOKED: { 'zh-CN': '该徽章已被收回。', en: 'This badge was taken away already.' },
} as const satisfies Record<string, Record<Locale, string>>;
