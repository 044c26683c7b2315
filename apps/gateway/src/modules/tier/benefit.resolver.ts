import { createBenefit, deleteBenefit, updateBenefit } from '@kolony/domain/benefit/benefit.service';
import { recordUse, undoUse } from '@kolony/domain/benefit/use.service';
import { encodeId } from '@kolony/domain/foundation/ids';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { keyFrom } from '../points/points.key.ts';
import { benefitUseList } from './benefit.type.ts';
import {
  BenefitCreateInput,
  BenefitDeleteInput,
  BenefitDeletePayload,
  type BenefitInput,
  BenefitPayload,
  BenefitUpdateInput,
  BenefitUseInput,
  BenefitUsePayload,
  BenefitUseUndoInput,
} from './tier.input.ts';

@Resolver()
export class BenefitResolver {
  @Query(() => benefitUseList.connection as never, { description: 'The uses of benefits, the latest first.' })
  @Allow('MEMBER_READ')
  benefitUses(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => benefitUseList.args as never) _args: object,
  ) {
    return reader.page(benefitUseList, info);
  }

  @Mutation(() => BenefitPayload, { description: 'Has a tier grant something.' })
  @Allow('PROGRAMME_UPDATE')
  benefitCreate(
    @Ctx() context: Context,
    @Arg('input', () => BenefitCreateInput, { description: 'The benefit.' }) input: BenefitCreateInput,
  ) {
    const tierId = uuidOf('Tier', input.tierId);
    return write(
      context,
      (tx) => createBenefit(tx, { ...withTemplate(input), tierId }),
      (benefit) => ({ benefit }),
    );
  }

  @Mutation(() => BenefitPayload, { description: 'Changes a benefit. What was used of it stays.' })
  @Allow('PROGRAMME_UPDATE')
  benefitUpdate(
    @Ctx() context: Context,
    @Arg('input', () => BenefitUpdateInput, { description: 'The benefit as it is to be.' })
    input: BenefitUpdateInput,
  ) {
    const id = uuidOf('Benefit', input.id);
    return write(
      context,
      (tx) => updateBenefit(tx, { ...withTemplate(input), id }),
      (benefit) => ({ benefit }),
    );
  }

  @Mutation(() => BenefitDeletePayload, {
    description: 'Deletes a benefit that nobody has used: BENEFIT_USED otherwise.',
  })
  @Allow('PROGRAMME_UPDATE')
  benefitDelete(
    @Ctx() context: Context,
    @Arg('input', () => BenefitDeleteInput, { description: 'Which.' }) input: BenefitDeleteInput,
  ) {
    const id = uuidOf('Benefit', input.id);
    return write(
      context,
      (tx) => deleteBenefit(tx, { id }),
      (deleted) => ({ deletedId: encodeId('Benefit', deleted) }),
    );
  }

  @Mutation(() => BenefitUsePayload, {
    description:
      'Notes that a member has had a benefit of their tier, once for a key. BENEFIT_OF_OTHER_TIER, BENEFIT_NOT_AVAILABLE, and BENEFIT_USED_UP where it is for so many times.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  benefitUse(
    @Ctx() context: Context,
    @Arg('input', () => BenefitUseInput, { description: 'Who, and what.' }) input: BenefitUseInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    const benefitId = uuidOf('Benefit', input.benefitId);
    return write(
      context,
      (tx) => recordUse(tx, { ...input, memberId, benefitId, key: keyFrom(context) }),
      (use) => ({ use }),
    );
  }

  @Mutation(() => BenefitUsePayload, { description: 'Undoes a use: it doesn’t count any more.' })
  @Allow('POINTS_WRITE')
  benefitUseUndo(
    @Ctx() context: Context,
    @Arg('input', () => BenefitUseUndoInput, { description: 'Which.' }) input: BenefitUseUndoInput,
  ) {
    const id = uuidOf('BenefitUse', input.id);
    return write(
      context,
      (tx) => undoUse(tx, { id }),
      (use) => ({ use }),
    );
  }
}

function withTemplate<T extends BenefitInput>(input: T): T {
  const { couponTemplateId: id } = input;
  return { ...input, couponTemplateId: id ? uuidOf('CouponTemplate', id) : null };
}
