import type {
  Board as BoardName,
  BoardPeriod as PeriodName,
} from '@kolony/domain/leaderboard/leaderboard.rules';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, One, ReadOne, Stored } from '../../reading/decorators.ts';
import { BigInteger } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Member } from '../member/member.type.ts';

export const Leaderboard = { POINTS: 'points', ENGAGEMENT: 'engagement' } as const satisfies Record<
  Uppercase<BoardName>,
  BoardName
>;
registerEnumType(Leaderboard, {
  name: 'Leaderboard',
  description: 'By what members are ranked.',
  valuesConfig: {
    POINTS: { description: 'Points that they earned, less those taken back; not what was adjusted by hand.' },
    ENGAGEMENT: { description: 'How often they did something: their events other than birthdays.' },
  },
});

export const LeaderboardPeriod = {
  DAY: 'day',
  WEEK: 'week',
  MONTH: 'month',
  EVER: 'ever',
} as const satisfies Record<Uppercase<PeriodName>, PeriodName>;
registerEnumType(LeaderboardPeriod, {
  name: 'LeaderboardPeriod',
  description: 'Of which time, by the calendar of the brand’s time zone.',
  valuesConfig: {
    DAY: { description: 'A day; kept for 62 days.' },
    WEEK: { description: 'A week, from Monday; kept for half a year.' },
    MONTH: { description: 'A month; kept for two years.' },
    EVER: { description: 'All of the time.' },
  },
});

/** Who is on a leaderboard. */
export const onBoard = (row: string) => `not ${row}.hidden and ${row}.value > 0`;

@Stored({
  name: 'LeaderboardPlace',
  table: 'leaderboard_score',
  allow: 'MEMBER_READ',
  description: 'A place on a leaderboard.',
})
export class LeaderboardPlace {
  @Column(
    (row) =>
      `(select count(*)::int + 1 from leaderboard_score b where b.brand_id = ${row}.brand_id and b.board = ${row}.board and b.period = ${row}.period and b.starts_on = ${row}.starts_on and ${onBoard('b')} and b.value > ${row}.value)`,
    () => Int,
    'The rank. Those who came to the same share it, and the next one is as if they didn’t: 1, 2, 2, 4.',
  )
  rank!: number;

  @Column('value', () => BigInteger, 'How many points, or how often.')
  value!: number;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Who.',
  )
  member!: object;
}

@ObjectType({ description: 'A place on a leaderboard, as members see it of each other.' })
export class MyLeaderboardPlace {
  @Field(() => Int, {
    description:
      'The rank. Those who came to the same share it, and the next one is as if they didn’t: 1, 2, 2, 4.',
  })
  rank!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The first character of what they are called, and `**`; null when nothing is known.',
  })
  name!: string | null;

  @Field(() => BigInteger, { description: 'How many points, or how often.' })
  value!: number;

  @Field(() => Boolean, { description: 'Whether this is one’s own place.' })
  isMe!: boolean;
}

@InputType({ description: 'Whether a member is on the leaderboards.' })
export class MemberLeaderboardsSetInput {
  @Field(() => ID, { description: 'Who.' })
  memberId!: string;

  @Field(() => Boolean, {
    description: 'True: they are shown. False: nobody sees them, and they have no place.',
  })
  shown!: boolean;
}

@InputType({ description: 'Whether one is on the leaderboards.' })
export class MeLeaderboardsSetInput {
  @Field(() => Boolean, {
    description: 'True: others see one’s place, and the first character of one’s name. False: nobody does.',
  })
  shown!: boolean;
}

@ObjectType({ description: 'A member who is, or isn’t, on the leaderboards.' })
export class MemberLeaderboardsSetPayload {
  @ReadOne(() => Member, 'The member; null when there is something to mend.')
  member!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}
