import { formatMinor } from '@kolony/domain/foundation/money';
import { adjustPoints, decideAdjustment } from '@kolony/domain/points/adjustment.service';
import { liability } from '@kolony/domain/points/liability.service';
import { loadProgramme, type ProgrammeTerms } from '@kolony/domain/points/points.store';
import { checkProgramme, expiryOf } from '@kolony/domain/points/programme.rules';
import { updateProgramme } from '@kolony/domain/points/programme.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { adjustmentList } from './adjustment.type.ts';
import {
  PointsAdjustInput,
  PointsAdjustmentDecideInput,
  PointsAdjustmentPayload,
  PointsExpiryArgs,
  PointsProgrammePayload,
  PointsProgrammeUpdateInput,
} from './points.input.ts';
import { keyFrom } from './points.key.ts';
import { PointsLiability, PointsProgramme } from './programme.type.ts';

@Resolver()
export class PointsProgrammeResolver {
  @Query(() => PointsProgramme, { description: 'How the brand’s points work.' })
  @Allow('POINTS_READ')
  async pointsProgramme(@Ctx() { database, scope, signal }: Context) {
    return asProgramme(await database.read(scope, (tx) => loadProgramme(tx), signal, { anywhere: true }));
  }

  @Query(() => Date, {
    nullable: true,
    description:
      'When points that are earned now would expire under such a policy (UTC); null when they wouldn’t. For looking before changing the programme.',
  })
  @Allow('POINTS_READ')
  async pointsExpiry(
    @Ctx() { database, scope, signal }: Context,
    @Args(() => PointsExpiryArgs) policy: PointsExpiryArgs,
  ) {
    const terms = await database.read(scope, (tx) => loadProgramme(tx), signal, { anywhere: true });
    const programme = { ...terms, ...policy };
    const errors = checkProgramme(programme);
    if (errors.length > 0) throw badInput(...errors);
    return expiryOf(programme, new Date(), terms.timeZone);
  }

  @Query(() => PointsLiability, {
    description: 'What the brand owes its members in points, when it expires, and what moved month by month.',
  })
  @Allow('POINTS_READ')
  // Sums up all wallets and lots, and the entries of a year.
  @Cost(100)
  async pointsLiability(@Ctx() { database, scope, signal }: Context) {
    const { members, valueMinor, currency, expiring, ...sums } = await database.read(
      scope,
      liability,
      signal,
      {
        anywhere: true,
      },
    );
    const money = (minor: string) => ({ amount: formatMinor(minor, currency), currency: currency.trim() });
    return {
      ...sums,
      memberCount: members,
      value: money(valueMinor),
      expiring: expiring.map((one) => ({ ...one, value: money(one.valueMinor) })),
    };
  }

  @Query(() => adjustmentList.connection as never, {
    description: 'Points that operators gave or took by hand, or asked to, the latest first.',
  })
  @Allow('POINTS_READ')
  pointsAdjustments(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => adjustmentList.args as never) _args: object,
  ) {
    return reader.page(adjustmentList, info);
  }

  @Mutation(() => PointsProgrammePayload, { description: 'Changes how points work from now on.' })
  @Allow('PROGRAMME_UPDATE')
  pointsProgrammeUpdate(
    @Ctx() context: Context,
    @Arg('input', () => PointsProgrammeUpdateInput, { description: 'What, and on which version.' })
    { approvalAbove, ...input }: PointsProgrammeUpdateInput,
  ) {
    const above = approvalAbove == null ? approvalAbove : Number(approvalAbove);
    const changes = { ...input, ...(above === undefined ? {} : { approvalAbove: above }) };
    return write(
      context,
      (tx) => updateProgramme(tx, changes),
      (programme) => ({ programme: asProgramme(programme) }),
    );
  }

  @Mutation(() => PointsAdjustmentPayload, {
    description:
      'Gives or takes points by hand: at once, or, when they are more than the programme’s `approvalAbove`, once another operator has approved it.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  pointsAdjust(
    @Ctx() context: Context,
    @Arg('input', () => PointsAdjustInput, { description: 'Whose, how many, and why.' })
    input: PointsAdjustInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => adjustPoints(tx, { ...input, memberId, key: keyFrom(context) }),
      (adjustment) => ({ adjustment }),
    );
  }

  @Mutation(() => PointsAdjustmentPayload, {
    description:
      'Decides about an adjustment that waits. APPROVE and REJECT need POINTS_APPROVE and another operator than who asked; WITHDRAW is theirs.',
  })
  @Allow('POINTS_WRITE')
  pointsAdjustmentDecide(
    @Ctx() context: Context,
    @Arg('input', () => PointsAdjustmentDecideInput, { description: 'Which one, and what.' })
    input: PointsAdjustmentDecideInput,
  ) {
    const id = uuidOf('PointsAdjustment', input.id);
    return write(
      context,
      (tx) => decideAdjustment(tx, { ...input, id }),
      (adjustment) => ({ adjustment }),
    );
  }
}

function asProgramme({ valueMinor, ...terms }: ProgrammeTerms): PointsProgramme {
  const { currency, timeZone } = terms;
  return {
    ...terms,
    value: { amount: formatMinor(valueMinor, currency), currency },
    expiresAt: expiryOf({ ...terms, valueMinor }, new Date(), timeZone),
  };
}
