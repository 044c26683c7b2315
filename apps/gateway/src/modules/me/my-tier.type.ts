import type {
  BenefitKind as KindName,
  BenefitPeriod as PeriodName,
} from '@kolony/domain/benefit/benefit.rules';
import { encodeId } from '@kolony/domain/foundation/ids';
import { Float, ID, Int } from 'type-graphql';
import { Column, Many, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { BigInteger, CalendarDate } from '../../server/scalars.ts';
import { BenefitKind, BenefitPeriod, benefitWords, usesLeft } from '../tier/benefit.type.ts';
import {
  beginningOf,
  type CauseName,
  graceUntil,
  progress,
  TierChangeCause,
  tierWords,
} from '../tier/tier.type.ts';

@Stored({
  name: 'MyBenefit',
  table: 'my_tier_benefit',
  allow: 'MEMBER_SELF',
  description: 'Something that a tier grants.',
})
class MyBenefit {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('Benefit', String(id)) })
  id!: string;

  @Column('kind', () => BenefitKind, benefitWords.kind)
  kind!: KindName;

  @Column('name', () => String, benefitWords.name)
  name!: string;

  @Column('description', () => String, benefitWords.description)
  description!: string;

  @Column('percent', () => Int, benefitWords.percent, { nullable: true })
  percent!: number | null;

  @Column('factor', () => Int, benefitWords.factor, { nullable: true })
  factor!: number | null;

  @Column('times', () => Int, benefitWords.times, { nullable: true })
  times!: number | null;

  @Column('period', () => BenefitPeriod, benefitWords.period, { nullable: true })
  period!: PeriodName | null;

  @Column(
    (row) => usesLeft(row, 'kolony.current_member()', 'my_benefit_use'),
    () => Int,
    'How often one can have it in the period that lasts now, once one is in this tier; null where it isn’t for so many times.',
    { nullable: true },
  )
  left!: number | null;

  @Column('contact', () => String, `${benefitWords.contact} Null of tiers that one isn’t in.`, {
    nullable: true,
  })
  contact!: string | null;

  @Column('points', () => BigInteger, benefitWords.points, { nullable: true })
  points!: number | null;

  @Column('hours', () => Int, benefitWords.hours, { nullable: true })
  hours!: number | null;
}

@Stored({
  name: 'MyTierLevel',
  table: 'tier',
  allow: 'MEMBER_SELF',
  description: 'A level of the membership, with what it grants.',
})
export class MyTierLevel {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('Tier', String(id)) })
  id!: string;

  @Column('name', () => String, 'Its name.')
  name!: string;

  @Column('color', () => String, 'Its colour, `#c0c0c0`.')
  color!: string;

  @Column('threshold', () => BigInteger, 'The growth value from which on it is reached; 0 of the lowest.')
  threshold!: number;

  @Many(
    () => MyBenefit,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.tier_id = ${row}.id`,
    (other) => `${other}.id`,
    'What it grants.',
  )
  benefits!: object[];
}

@Stored({
  name: 'MyTier',
  table: 'member_tier',
  allow: 'MEMBER_SELF',
  description: 'Where one stands on the ladder.',
})
export class MyTier {
  @One(
    () => MyTierLevel,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.tier_id`,
    'The tier.',
  )
  tier!: object;

  @Column('growth', () => BigInteger, tierWords.growthValue)
  growthValue!: number;

  @Column('spend_growth', () => BigInteger, tierWords.bySpend)
  growthBySpend!: number;

  @Column('order_growth', () => BigInteger, tierWords.byOrders)
  growthByOrders!: number;

  @Column('event_growth', () => BigInteger, tierWords.byEvents)
  growthByEvents!: number;

  @Timestamp('since', tierWords.since)
  since!: Date;

  @One(() => MyTierLevel, progress.next, tierWords.next, { nullable: true })
  next!: object | null;

  @Column(progress.missing, () => BigInteger, tierWords.missing, { nullable: true })
  missing!: number | null;

  @Column(progress.share, () => Float, tierWords.progress)
  progress!: number;

  @Timestamp(beginningOf('ends_on'), tierWords.validUntil, { nullable: true })
  validUntil!: Date | null;

  @Column('needed', () => BigInteger, tierWords.needed, { nullable: true })
  needed!: number | null;

  @Timestamp(graceUntil, tierWords.graceUntil, { nullable: true })
  graceUntil!: Date | null;

  @Timestamp('warned_at', 'Since when one is warned that it ends (UTC); null when that isn’t near.', {
    nullable: true,
  })
  warnedAt!: Date | null;
}

@Stored({
  name: 'MyTierChange',
  table: 'member_tier_change',
  allow: 'MEMBER_SELF',
  description: 'What happened to one’s tier: a change, or a warning of one.',
})
class MyTierChange {
  @Column('cause', () => TierChangeCause, 'What happened.')
  cause!: CauseName;

  @One(
    () => MyTierLevel,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.from_tier`,
    'The tier before; null when there was none.',
    { nullable: true },
  )
  from!: object | null;

  @One(
    () => MyTierLevel,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.to_tier`,
    'The tier after.',
    { nullable: true },
  )
  to!: object | null;

  @Column('ends_on', () => CalendarDate, 'Of a warning: the day on which the tier was to end.', {
    nullable: true,
  })
  endsOn!: string | null;

  @Column('needed', () => BigInteger, 'Of a warning: the growth value that was needed until then.', {
    nullable: true,
  })
  needed!: number | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;
}

export const myTierChangeList = defineList({
  name: 'MyTierChange',
  type: () => MyTierChange,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
});
