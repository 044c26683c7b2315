import { mergeMembers, undoMerge } from '@kolony/domain/merge/merge.service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { MemberMergeInput, MemberMergePayload, MemberMergeUndoInput } from './member.input.ts';

@Resolver()
export class MergeResolver {
  @Mutation(() => MemberMergePayload, {
    description:
      'Joins two members who are one person: identities, orders, notes, tags and consents go over, and what the kept one’s profile lacks is filled.',
  })
  @Allow('MEMBER_MERGE')
  // Everything of two members goes over.
  @Cost(50)
  memberMerge(
    @Ctx() context: Context,
    @Arg('input', () => MemberMergeInput, { description: 'Which two.' }) input: MemberMergeInput,
  ) {
    const keptId = uuidOf('Member', input.keptId);
    const mergedId = uuidOf('Member', input.mergedId);
    return write(
      context,
      (tx) => mergeMembers(tx, { keptId, mergedId }),
      (merge) => ({ merge: merge.id, member: merge.keptId }),
    );
  }

  @Mutation(() => MemberMergePayload, {
    description:
      'Undoes a merge: what went over and is still there goes back. MERGE_KEPT_MERGED when the kept member was merged on since, MERGE_NOT_LAST when another one was merged into it since.',
  })
  @Allow('MEMBER_MERGE')
  // Everything of two members goes back.
  @Cost(50)
  memberMergeUndo(
    @Ctx() context: Context,
    @Arg('input', () => MemberMergeUndoInput, { description: 'Which merge.' }) input: MemberMergeUndoInput,
  ) {
    const id = uuidOf('MemberMerge', input.id);
    return write(
      context,
      (tx) => undoMerge(tx, { id }),
      (merge) => ({ merge: merge.id, member: merge.keptId }),
    );
  }
}
