import { awardBadge, revokeBadge } from '@kolony/domain/badge/badge.award.service';
import { mostBadges } from '@kolony/domain/badge/badge.rules';
import { createBadge, deleteBadge, updateBadge } from '@kolony/domain/badge/badge.service';
import { decodeIdOf, encodeId } from '@kolony/domain/foundation/ids';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  BadgeAwardInput,
  BadgeAwardPayload,
  BadgeDeleteInput,
  BadgeDeletePayload,
  BadgeInput,
  BadgePayload,
  BadgeRevokeInput,
  BadgeUpdateInput,
} from './badge.input.ts';
import { Badge, badgeAwardList } from './badge.type.ts';

@Resolver()
export class BadgeResolver {
  @Query(() => [Badge], { description: 'What members can earn, by name.' })
  @Allow('MEMBER_READ')
  @AtMost(mostBadges)
  badges(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.all(
      Badge,
      info,
      ({ row }) => `${row}.brand_id = kolony.current_brand()`,
      (row) => `${row}.name`,
    );
  }

  @Query(() => Badge, {
    nullable: true,
    description: 'A badge of the brand; null when there is none with this id.',
  })
  @Allow('MEMBER_READ')
  badge(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('Badge', id);
    return uuid ? reader.one(Badge, info, uuid) : null;
  }

  @Query(() => badgeAwardList.connection as never, {
    description: 'Who has, or had, which badge, the latest first.',
  })
  @Allow('MEMBER_READ')
  badgeAwards(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => badgeAwardList.args as never) _args: object,
  ) {
    return reader.page(badgeAwardList, info);
  }

  @Mutation(() => BadgePayload, {
    description: 'Makes a badge. Members who have reached it already get it by a job within minutes.',
  })
  @Allow('PROGRAMME_UPDATE')
  badgeCreate(
    @Ctx() context: Context,
    @Arg('input', () => BadgeInput, { description: 'The badge.' }) input: BadgeInput,
  ) {
    return write(
      context,
      (tx) => createBadge(tx, { ...input, ...tierOf(input) }),
      (badge) => ({ badge }),
    );
  }

  @Mutation(() => BadgePayload, { description: 'Changes a badge. Who has it keeps it.' })
  @Allow('PROGRAMME_UPDATE')
  badgeUpdate(
    @Ctx() context: Context,
    @Arg('input', () => BadgeUpdateInput, { description: 'The badge as it is to be.' })
    input: BadgeUpdateInput,
  ) {
    const id = uuidOf('Badge', input.id);
    return write(
      context,
      (tx) => updateBadge(tx, { ...input, ...tierOf(input), id }),
      (badge) => ({ badge }),
    );
  }

  @Mutation(() => BadgeDeletePayload, {
    description: 'Deletes a badge that nobody has ever had. BADGE_AWARDED: switch it off instead.',
  })
  @Allow('PROGRAMME_UPDATE')
  badgeDelete(
    @Ctx() context: Context,
    @Arg('input', () => BadgeDeleteInput, { description: 'Which.' }) input: BadgeDeleteInput,
  ) {
    const id = uuidOf('Badge', input.id);
    return write(
      context,
      (tx) => deleteBadge(tx, { id }),
      (deleted) => ({ deletedId: encodeId('Badge', deleted) }),
    );
  }

  @Mutation(() => BadgeAwardPayload, {
    description: 'Gives a member a badge by hand, for the period at hand. BADGE_HELD, BADGE_NOT_ACTIVE.',
  })
  @Allow('MEMBER_WRITE')
  badgeAward(
    @Ctx() context: Context,
    @Arg('input', () => BadgeAwardInput, { description: 'Who, and which.' }) input: BadgeAwardInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    const badgeId = uuidOf('Badge', input.badgeId);
    return write(
      context,
      (tx) => awardBadge(tx, { ...input, memberId, badgeId }),
      (award) => ({ award }),
    );
  }

  @Mutation(() => BadgeAwardPayload, {
    description:
      'Takes a badge away from a member. They don’t get it by themselves again for that period; by hand they can.',
  })
  @Allow('MEMBER_WRITE')
  badgeRevoke(
    @Ctx() context: Context,
    @Arg('input', () => BadgeRevokeInput, { description: 'Which, and why.' }) input: BadgeRevokeInput,
  ) {
    const id = uuidOf('BadgeAward', input.id);
    return write(
      context,
      (tx) => revokeBadge(tx, { ...input, id }),
      (award) => ({ award }),
    );
  }
}

function tierOf({ tierId }: { tierId?: string | null }): { tierId: string | null } {
  return { tierId: tierId == null ? null : uuidOf('Tier', tierId) };
}
