import { type Board, type BoardPeriod, mostPlaces } from '@kolony/domain/leaderboard/leaderboard.rules';
import { ownLeaderboard, setOptOut, setOwnOptOut } from '@kolony/domain/leaderboard/leaderboard.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import type { Conditions } from '../../reading/sources.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { MePayload } from '../me/me.input.ts';
import {
  Leaderboard,
  LeaderboardPeriod,
  LeaderboardPlace,
  MeLeaderboardsSetInput,
  MemberLeaderboardsSetInput,
  MemberLeaderboardsSetPayload,
  MyLeaderboardPlace,
  onBoard,
} from './leaderboard.type.ts';

@Resolver()
export class LeaderboardResolver {
  @Query(() => [LeaderboardPlace], { description: 'The members who came to most, and their places.' })
  @Allow('MEMBER_READ')
  @AtMost(mostPlaces)
  @Cost(100)
  leaderboard(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('board', () => Leaderboard, { description: 'By what.' }) board: Board,
    @Arg('period', () => LeaderboardPeriod, { description: 'Of which time.' }) period: BoardPeriod,
    @Arg('on', () => CalendarDate, {
      nullable: true,
      description: 'A day of the period; today by the brand’s time zone when not given.',
    })
    on?: string | null,
  ) {
    const where = ({ row, param }: Conditions) =>
      `${row}.brand_id = kolony.current_brand() and ${row}.board = ${param(board)} and ${row}.period = ${param(period)} and ${row}.starts_on = ${startSql(period, param(on ?? null))} and ${onBoard(row)}`;
    return reader.all(
      LeaderboardPlace,
      info,
      where,
      (row) => `${row}.value desc, ${row}.member_id`,
      'member_id',
    );
  }

  @Query(() => [MyLeaderboardPlace], {
    description:
      'The members who came to most in the period at hand, and one’s own place wherever that is. Of others one sees a rank, the first character of their name and what they came to; who doesn’t want to be on it isn’t, oneself included.',
  })
  @Allow('MEMBER_SELF')
  @AtMost(mostPlaces + 1)
  @Cost(200)
  meLeaderboard(
    @Ctx() { database, scope, signal }: Context,
    @Arg('board', () => Leaderboard, { description: 'By what.' }) board: Board,
    @Arg('period', () => LeaderboardPeriod, { description: 'Of which time.' }) period: BoardPeriod,
  ) {
    return database.read(scope, (tx) => ownLeaderboard(tx, { board, period }), signal);
  }

  @Mutation(() => MemberLeaderboardsSetPayload, {
    description: 'Takes a member off the leaderboards, or puts them back on.',
  })
  @Allow('MEMBER_WRITE')
  memberLeaderboardsSet(
    @Ctx() context: Context,
    @Arg('input', () => MemberLeaderboardsSetInput, { description: 'Who, and whether.' })
    input: MemberLeaderboardsSetInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => setOptOut(tx, { memberId, optedOut: !input.shown }),
      (member) => ({ member }),
    );
  }

  @Mutation(() => MePayload, { description: 'Leaves the leaderboards, or comes back to them.' })
  @Allow('MEMBER_SELF')
  meLeaderboardsSet(
    @Ctx() context: Context,
    @Arg('input', () => MeLeaderboardsSetInput, { description: 'Whether.' }) input: MeLeaderboardsSetInput,
  ) {
    return write(
      context,
      (tx) => setOwnOptOut(tx, !input.shown),
      (me) => ({ me }),
    );
  }
}

/** SQL of the first day of the period that a day lies in, or today. */
function startSql(period: BoardPeriod, day: string): string {
  if (period === 'ever') return `coalesce(date '0001-01-01', ${day}::date)`;
  return `(select date_trunc('${period}', coalesce(${day}::date::timestamp, now() at time zone b.time_zone))::date
    from brand b where b.id = kolony.current_brand())`;
}
