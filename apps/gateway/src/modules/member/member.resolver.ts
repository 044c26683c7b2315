import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { createMember, updateMember } from '@kolony/domain/member/member.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { MemberCreateInput, MemberPayload, MemberUpdateInput } from './member.input.ts';
import { memberList } from './member.list.ts';
import { Member } from './member.type.ts';
import { Tag } from './member-record.type.ts';

@Resolver()
export class MemberResolver {
  @Query(() => Member, {
    nullable: true,
    description:
      'A member of the brand, also one who was merged into another or has closed the account; null when there is none with this id.',
  })
  @Allow('MEMBER_READ')
  member(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Their id.' }) id: string,
  ) {
    const uuid = decodeIdOf('Member', id);
    return uuid ? reader.one(Member, info, uuid) : null;
  }

  @Query(() => memberList.connection as never, {
    description:
      'The members of the brand, the latest first. Those who were merged into another or have closed the account are not among them.',
  })
  @Allow('MEMBER_READ')
  members(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => memberList.args as never) _args: object,
  ) {
    return reader.page(memberList, info);
  }

  @Query(() => [Tag], { description: 'The tags of the brand, by name.' })
  @Allow('MEMBER_READ')
  @AtMost(1_000)
  tags(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.all(
      Tag,
      info,
      ({ row }) => `${row}.brand_id = kolony.current_brand()`,
      (row) => `${row}.name`,
    );
  }

  @Mutation(() => MemberPayload, { description: 'Makes a member.' })
  @Allow('MEMBER_WRITE')
  memberCreate(
    @Ctx() context: Context,
    @Arg('input', () => MemberCreateInput, { description: 'The member.' }) input: MemberCreateInput,
  ) {
    return write(
      context,
      (tx) => createMember(tx, input),
      (member) => ({ member }),
    );
  }

  @Mutation(() => MemberPayload, { description: 'Changes a member’s profile.' })
  @Allow('MEMBER_WRITE')
  memberUpdate(
    @Ctx() context: Context,
    @Arg('input', () => MemberUpdateInput, { description: 'Whose, and what.' }) input: MemberUpdateInput,
  ) {
    const id = uuidOf('Member', input.id);
    return write(
      context,
      (tx) => updateMember(tx, { ...input, id }),
      (member) => ({ member }),
    );
  }
}
