import { decodeIdOf } from '@kolony/domain/foundation/ids';
import {
  earnPoints,
  giveBackPoints,
  redeemPoints,
  releasePoints,
  takeBackPoints,
} from '@kolony/domain/points/points.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  PointsEarnInput,
  PointsEntryPayload,
  PointsGiveBackInput,
  PointsRedeemInput,
  PointsReleaseInput,
  PointsTakeBackInput,
} from './points.input.ts';
import { keyFrom } from './points.key.ts';
import { PointsEntry, pointsEntryList } from './points-entry.type.ts';

const posted = (entry: string) => ({ entry });

@Resolver()
export class PointsResolver {
  @Query(() => PointsEntry, {
    nullable: true,
    description: 'An entry of the brand’s ledger of points; null when there is none with this id.',
  })
  @Allow('POINTS_READ')
  pointsEntry(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('PointsEntry', id);
    return uuid ? reader.one(PointsEntry, info, uuid) : null;
  }

  @Query(() => pointsEntryList.connection as never, {
    description: 'All that happened to points in the brand, the latest first.',
  })
  @Allow('POINTS_READ')
  pointsEntries(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => pointsEntryList.args as never) _args: object,
  ) {
    return reader.page(pointsEntryList, info);
  }

  @Mutation(() => PointsEntryPayload, {
    description:
      'Gives a member points for something: pending as long as the programme says, or until they are released, and expiring when it says. More than one operator may give alone are POINTS_NEED_APPROVAL: `pointsAdjust` asks a second one.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  pointsEarn(
    @Ctx() context: Context,
    @Arg('input', () => PointsEarnInput, { description: 'To whom, and how many.' }) input: PointsEarnInput,
  ) {
    const { untilReleased, points, reason } = input;
    const act = {
      memberId: uuidOf('Member', input.memberId),
      points,
      reason,
      key: keyFrom(context),
      byHand: true,
    };
    return write(
      context,
      (tx) => earnPoints(tx, untilReleased ? { ...act, availableAt: null } : act),
      posted,
    );
  }

  @Mutation(() => PointsEntryPayload, {
    description:
      'Spends a member’s points; what expires first goes first. POINTS_INSUFFICIENT when there are fewer, however many spend at once.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  pointsRedeem(
    @Ctx() context: Context,
    @Arg('input', () => PointsRedeemInput, { description: 'Whose, and how many.' }) input: PointsRedeemInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(context, (tx) => redeemPoints(tx, { ...input, memberId, key: keyFrom(context) }), posted);
  }

  @Mutation(() => PointsEntryPayload, {
    description:
      'Gives back what a redemption took: each point with the time that it had, and at least 30 days. POINTS_GIVEN_BACK when it was done before.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  pointsGiveBack(
    @Ctx() context: Context,
    @Arg('input', () => PointsGiveBackInput, { description: 'Which redemption.' }) input: PointsGiveBackInput,
  ) {
    const entryId = uuidOf('PointsEntry', input.entryId);
    return write(context, (tx) => giveBackPoints(tx, { ...input, entryId, key: keyFrom(context) }), posted);
  }

  @Mutation(() => PointsEntryPayload, {
    description:
      'Takes points of an earning back, never more than it gave (POINTS_TAKEN_BACK). What the member has spent of them is taken from others; what is missing then they owe, if the programme lets them, or is the entry’s `shortfall`.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  pointsTakeBack(
    @Ctx() context: Context,
    @Arg('input', () => PointsTakeBackInput, { description: 'Of which earning, and how many.' })
    input: PointsTakeBackInput,
  ) {
    const entryId = uuidOf('PointsEntry', input.entryId);
    return write(context, (tx) => takeBackPoints(tx, { ...input, entryId, key: keyFrom(context) }), posted);
  }

  @Mutation(() => PointsEntryPayload, {
    description: 'Lets the pending points of an earning be spent from now on. None pending: nothing happens.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  pointsRelease(
    @Ctx() context: Context,
    @Arg('input', () => PointsReleaseInput, { description: 'Which earning.' }) input: PointsReleaseInput,
  ) {
    const entryId = uuidOf('PointsEntry', input.entryId);
    return write(context, (tx) => releasePoints(tx, { entryId, key: keyFrom(context) }), posted);
  }
}
