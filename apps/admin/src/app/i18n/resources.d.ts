import type { messages as audit } from '../../features/audit/i18n/zh-cn.ts';
import type { messages as badge } from '../../features/badge/i18n/zh-cn.ts';
import type { messages as birthday } from '../../features/birthday/i18n/zh-cn.ts';
import type { messages as brand } from '../../features/brand/i18n/zh-cn.ts';
import type { messages as coupon } from '../../features/coupon/i18n/zh-cn.ts';
import type { messages as earning } from '../../features/earning/i18n/zh-cn.ts';
import type { messages as importMessages } from '../../features/import/i18n/zh-cn.ts';
import type { messages as job } from '../../features/job/i18n/zh-cn.ts';
import type { messages as leaderboard } from '../../features/leaderboard/i18n/zh-cn.ts';
import type { messages as member } from '../../features/member/i18n/zh-cn.ts';
import type { messages as notification } from '../../features/notification/i18n/zh-cn.ts';
import type { messages as operator } from '../../features/operator/i18n/zh-cn.ts';
import type { messages as order } from '../../features/order/i18n/zh-cn.ts';
import type { messages as overview } from '../../features/overview/i18n/zh-cn.ts';
import type { messages as points } from '../../features/points/i18n/zh-cn.ts';
import type { messages as reward } from '../../features/reward/i18n/zh-cn.ts';
import type { messages as rfm } from '../../features/rfm/i18n/zh-cn.ts';
import type { messages as team } from '../../features/team/i18n/zh-cn.ts';
import type { messages as tier } from '../../features/tier/i18n/zh-cn.ts';
import type { messages as common } from '../../shared/i18n/catalogue/zh-cn.ts';

/** Makes every key that isn't in the catalogues a compile error. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    resources: {
      common: typeof common;
      audit: typeof audit;
      badge: typeof badge;
      birthday: typeof birthday;
      brand: typeof brand;
      coupon: typeof coupon;
      earning: typeof earning;
      import: typeof importMessages;
      job: typeof job;
      leaderboard: typeof leaderboard;
      member: typeof member;
      notification: typeof notification;
      operator: typeof operator;
      order: typeof order;
      overview: typeof overview;
      reward: typeof reward;
      rfm: typeof rfm;
      points: typeof points;
      team: typeof team;
      tier: typeof tier;
    };
  }
}
