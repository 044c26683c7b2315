import { hasAmounts } from '@kolony/domain/brand/brand.amounts';
import type { Platform as PlatformName } from '@kolony/domain/brand/brand.rules';
import { Int, registerEnumType } from 'type-graphql';
import { Column, Many, Stored, Timestamp } from '../../reading/decorators.ts';
import { CurrencyCode, WebAddress } from '../../server/scalars.ts';

export const Platform = {
  WECHAT: 'wechat',
  WECOM: 'wecom',
  WEIBO: 'weibo',
  DOUYIN: 'douyin',
  XIAOHONGSHU: 'xiaohongshu',
  TMALL: 'tmall',
  JD: 'jd',
  MINI_PROGRAM: 'mini_program',
  OFFLINE: 'offline',
  OTHER: 'other',
} as const satisfies Record<Uppercase<PlatformName>, PlatformName>;
registerEnumType(Platform, {
  name: 'Platform',
  description: 'Where a brand has an account.',
  valuesConfig: {
    WECHAT: { description: 'WeChat: official accounts and video channels.' },
    WECOM: { description: 'WeCom.' },
    WEIBO: { description: 'Weibo.' },
    DOUYIN: { description: 'Douyin.' },
    XIAOHONGSHU: { description: 'Xiaohongshu.' },
    TMALL: { description: 'A shop on Tmall.' },
    JD: { description: 'A shop on JD.' },
    MINI_PROGRAM: { description: 'A mini program of the brand’s own.' },
    OFFLINE: { description: 'Shops in the street.' },
    OTHER: { description: 'Anything else.' },
  },
});

@Stored({
  name: 'BrandChannel',
  table: 'brand_channel',
  allow: 'SIGNED_IN',
  description: 'An account of a brand on a platform.',
})
export class BrandChannel {
  @Column('platform', () => Platform, 'The platform.')
  platform!: PlatformName;

  @Column('account_name', () => String, 'The name that people see there. Unique per brand and platform.')
  accountName!: string;

  @Column('account_id', () => String, 'The platform’s own id of the account; empty when not known.')
  accountId!: string;

  @Column('url', () => WebAddress, 'Where it can be visited.', { nullable: true })
  url!: string | null;
}

@Stored({
  name: 'Brand',
  table: 'brand',
  allow: 'SIGNED_IN',
  description: 'The tenant: owns everything below it. Visible to who works in it.',
})
export class Brand {
  @Column(
    'version',
    () => Int,
    'Goes up by one with every change; an update names the one that it is based on.',
  )
  version!: number;

  @Column('name', () => String, 'Its name.')
  name!: string;

  @Column('positioning', () => String, 'What it stands for, for whom; empty when not written yet.')
  positioning!: string;

  @Column('tone_of_voice', () => String, 'How it speaks; empty when not written yet.')
  toneOfVoice!: string;

  @Column('story', () => String, 'Where it comes from, in paragraphs; empty when not written yet.')
  story!: string;

  @Column(
    'logo_url',
    () => String,
    'Its logo: an https address, or the picture itself as a `data:` URL of at most 200 kB.',
    {
      nullable: true,
    },
  )
  logoUrl!: string | null;

  @Column('primary_color', () => String, 'Its first colour, `#rrggbb` in lower case.', { nullable: true })
  primaryColor!: string | null;

  @Column('secondary_color', () => String, 'Its second colour, `#rrggbb` in lower case.', { nullable: true })
  secondaryColor!: string | null;

  @Column('time_zone', () => String, 'IANA time zone, `Asia/Shanghai`: where its days begin and end.')
  timeZone!: string;

  @Column('currency', () => CurrencyCode, 'The currency of its amounts.')
  currency!: string;

  @Column(
    (row) => hasAmounts(`${row}.id`),
    () => Boolean,
    'Whether the currency stays, because there are amounts in it: of orders, coupons, costs of benefits, badges for spending, earning rules or RFM thresholds.',
  )
  currencyFixed!: boolean;

  @Column('demo', () => Boolean, 'Whether it came with the demo data.')
  demo!: boolean;

  @Many(
    () => BrandChannel,
    (row, other) => `${other}.brand_id = ${row}.id`,
    (other) => `${other}.position`,
    'Its accounts on platforms, in its order; at most 50.',
  )
  channels!: BrandChannel[];

  @Timestamp('created_at', 'When it was made (UTC).')
  createdAt!: Date;

  @Timestamp('updated_at', 'When it was changed last (UTC).')
  updatedAt!: Date;
}
