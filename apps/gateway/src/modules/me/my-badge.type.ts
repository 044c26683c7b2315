import type {
  BadgeCriterion as CriterionName,
  BadgeIcon as IconName,
  BadgePeriod as PeriodName,
} from '@kolony/domain/badge/badge.rules';
import { badgePeriods, badgeValue } from '@kolony/domain/badge/badge.value';
import { encodeId } from '@kolony/domain/foundation/ids';
import { formatMinor } from '@kolony/domain/foundation/money';
import type { MemberEventKind as EventName } from '@kolony/domain/member-event/member-event.rules';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Column, Computed, Many, Stored, Timestamp } from '../../reading/decorators.ts';
import { Decimal } from '../../server/scalars.ts';
import { BadgeCriterion, BadgeIcon, BadgePeriod } from '../badge/badge.enums.ts';
import { MemberEventKind } from '../member-event/member-event.type.ts';

@ObjectType({ description: 'How far one is with a badge, in the period at hand.' })
class BadgeProgress {
  @Field(() => Decimal, {
    description: 'How much one has: orders, events, points, days in a row; of SPEND in the brand’s currency.',
  })
  reached!: string;

  @Field(() => Decimal, { description: 'How much it takes.' })
  target!: string;

  @Field(() => Float, { description: 'The part of it that one has, 0 to 1.' })
  fraction!: number;
}

@Stored({
  name: 'MyBadgeAward',
  table: 'my_badge_award',
  allow: 'MEMBER_SELF',
  description: 'That one has a badge.',
})
class MyBadgeAward {
  @Column('period_key', () => String, 'For which period: `2026`, `2026-03`; empty: for ever.')
  period!: string;

  @Column('note', () => String, 'What for, where the brand gave it by hand.', { nullable: true })
  note!: string | null;

  @Timestamp('at', 'Since when (UTC).')
  at!: Date;
}

const timeZone = '(select b.time_zone from brand b where b.id = kolony.current_brand())';
const ofPeriod = (row: string, what: string) =>
  `(select ${what} from ${badgePeriods(row, { now: 'now()', timeZone, withLast: false })} p)`;
const isHeld = (row: string) =>
  ofPeriod(
    row,
    `exists (select from my_badge_award a where a.brand_id = ${row}.brand_id and a.badge_id = ${row}.id
      and a.member_id = kolony.current_member() and a.period_key = p.key)`,
  );

@Stored({
  name: 'MyBadge',
  table: 'badge',
  allow: 'MEMBER_SELF',
  description: 'A badge that one can earn, or has.',
})
export class MyBadge {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('Badge', String(id)) })
  id!: string;

  @Column('name', () => String, 'Its name.')
  name!: string;

  @Column('description', () => String, 'What it is for; may be empty.')
  description!: string;

  @Column('icon', () => BadgeIcon, 'The picture on it.')
  icon!: IconName;

  @Column('color', () => String, 'Its colour: `#aa7700`.')
  color!: string;

  @Column('criterion', () => BadgeCriterion, 'How it is earned.')
  criterion!: CriterionName;

  @Column('event', () => MemberEventKind, 'Of EVENTS: which; null of all else.', { nullable: true })
  event!: EventName | null;

  @Column('period', () => BadgePeriod, 'Within what it is earned.')
  period!: PeriodName;

  @Column(isHeld, () => Boolean, 'Whether one has it, for the period at hand.')
  held!: boolean;

  @Computed(
    {
      held: isHeld,
      active: 'active',
      criterion: 'criterion',
      target: 'target',
      reached: (row) =>
        ofPeriod(
          row,
          badgeValue(row, {
            memberId: 'kolony.current_member()',
            begins: 'p.begins',
            ends: 'p.ends',
            timeZone,
          }),
        ),
      currency: () => '(select b.currency from brand b where b.id = kolony.current_brand())',
    },
    ({ held, active, criterion, target, reached, currency }) => {
      if (held === true || active === false || criterion === 'by_hand') return null;
      const [wanted, has] = [Number(target ?? 1), Math.max(0, Number(reached))];
      const said = (value: number) =>
        criterion === 'spend' ? formatMinor(value, String(currency).trim()) : String(value);
      return { reached: said(has), target: said(wanted), fraction: Math.min(1, has / wanted) };
    },
    () => BadgeProgress,
    'How far one is; null where one has it, where it is given by hand, or not any more.',
    { nullable: true },
  )
  progress!: BadgeProgress | null;

  @Many(
    () => MyBadgeAward,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and ${other}.badge_id = ${row}.id and ${other}.member_id = kolony.current_member()`,
    (other) => `${other}.at desc, ${other}.id desc`,
    'When one got it, and for which periods, the latest first.',
  )
  awards!: object[];
}
