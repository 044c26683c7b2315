import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { beginPreview } from '@kolony/domain/tier/ladder.preview.service';
import { type ChangeLadder, changeLadder, rollBackLadder } from '@kolony/domain/tier/ladder.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { ladderChangeList, TierLadder } from './ladder.type.ts';
import { TierLadderPreview } from './ladder-preview.type.ts';
import {
  TierLadderChangeInput,
  TierLadderPayload,
  TierLadderPreviewPayload,
  TierLadderRollbackInput,
} from './tier.input.ts';
import { endingTierList } from './tier.type.ts';

@Resolver()
export class TierResolver {
  @Query(() => TierLadder, {
    nullable: true,
    description: 'The tiers of the brand, and what decides who is in which; null until they are set up.',
  })
  @Allow('MEMBER_READ')
  tierLadder(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.one(TierLadder, info, ({ row }) => `${row}.brand_id = kolony.current_brand()`);
  }

  @Query(() => endingTierList.connection as never, {
    description:
      'Whose tier ends if nothing is added, the nearest first: those whose growth value isn’t enough already, and those of which it is known when it won’t be.',
  })
  @Allow('MEMBER_READ')
  tiersEnding(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => endingTierList.args as never) _args: object,
  ) {
    return reader.page(endingTierList, info);
  }

  @Query(() => ladderChangeList.connection as never, {
    description: 'The changes of the ladder, the latest first.',
  })
  @Allow('MEMBER_READ')
  tierLadderChanges(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ladderChangeList.args as never) _args: object,
  ) {
    return reader.page(ladderChangeList, info);
  }

  @Query(() => TierLadderPreview, {
    nullable: true,
    description: 'A preview of a ladder; null when there is none with this id, or no longer.',
  })
  @Allow('PROGRAMME_UPDATE')
  tierLadderPreview(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('TierLadderPreview', id);
    return uuid ? reader.one(TierLadderPreview, info, uuid) : null;
  }

  @Mutation(() => TierLadderPreviewPayload, {
    description:
      'Has a job count what a change of the ladder would do to the members if it held from now on; nothing of it is made. It takes the same input, and refuses the same, as `tierLadderChange`. An operator has one at a time: the one before, done or not, is dropped.',
  })
  @Allow('PROGRAMME_UPDATE')
  // Has the growth values of all members reckoned.
  @Cost(1_000)
  tierLadderPreviewCreate(
    @Ctx() context: Context,
    @Arg('input', () => TierLadderChangeInput, { description: 'The ladder as it would be.' })
    input: TierLadderChangeInput,
  ) {
    return write(
      context,
      (tx) => beginPreview(tx, changeOf(input)),
      (preview) => ({ preview }),
    );
  }

  @Mutation(() => TierLadderPayload, {
    description:
      'Makes a ladder that of the brand, and has a job lead its members over. Until a member’s turn comes, their tier stays. TIER_LADDER_BEING_CHANGED while another change is on its way.',
  })
  @Allow('PROGRAMME_UPDATE')
  tierLadderChange(
    @Ctx() context: Context,
    @Arg('input', () => TierLadderChangeInput, { description: 'The ladder as it is to be.' })
    input: TierLadderChangeInput,
  ) {
    return write(
      context,
      (tx) => changeLadder(tx, changeOf(input)),
      (change) => ({ change }),
    );
  }

  @Mutation(() => TierLadderPayload, {
    description:
      'Brings back the ladder from before the last change. Whom the change moved stands as before it; then what happened since is followed. Also of a change whose job was cancelled or has failed.',
  })
  @Allow('PROGRAMME_UPDATE')
  tierLadderRollback(
    @Ctx() context: Context,
    @Arg('input', () => TierLadderRollbackInput, { description: 'Which change: the last one.' })
    input: TierLadderRollbackInput,
  ) {
    const id = uuidOf('TierLadderChange', input.id);
    return write(
      context,
      (tx) => rollBackLadder(tx, { id }),
      (change) => ({ change }),
    );
  }
}

function changeOf(input: TierLadderChangeInput): ChangeLadder {
  const tiers = input.tiers.map((tier) => ({
    ...tier,
    id: tier.id ? uuidOf('Tier', tier.id) : null,
    threshold: Number(tier.threshold),
  }));
  return { ...input, tiers, atOnce: input.atOnce ?? false };
}
