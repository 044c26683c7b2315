import { encodeId } from '@kolony/domain/foundation/ids';
import {
  createMemberClient,
  deleteMemberClient,
  updateMemberClient,
} from '@kolony/domain/member-access/client.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  MemberClientCreateInput,
  MemberClientDeleteInput,
  MemberClientDeletePayload,
  MemberClientPayload,
  MemberClientUpdateInput,
} from './member-client.input.ts';
import { MemberClient } from './member-client.type.ts';

@Resolver()
export class MemberClientResolver {
  @Query(() => [MemberClient], {
    description: 'The programs by which members reach the brand, the first one first.',
  })
  @Allow('BRAND_UPDATE')
  @AtMost(50)
  memberClients(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.all(
      MemberClient,
      info,
      ({ row }) => `${row}.brand_id = kolony.current_brand()`,
      (row) => `${row}.created_at, ${row}.id`,
    );
  }

  @Mutation(() => MemberClientPayload, {
    description: 'Registers a program by which members reach the brand.',
  })
  @Allow('BRAND_UPDATE')
  memberClientCreate(
    @Ctx() context: Context,
    @Arg('input', () => MemberClientCreateInput, { description: 'The program.' })
    input: MemberClientCreateInput,
  ) {
    return write(
      context,
      (tx) => createMemberClient(tx, input),
      (memberClient) => ({ memberClient }),
    );
  }

  @Mutation(() => MemberClientPayload, {
    description: 'Renames a program, or gives it the secret that WeChat has made anew.',
  })
  @Allow('BRAND_UPDATE')
  memberClientUpdate(
    @Ctx() context: Context,
    @Arg('input', () => MemberClientUpdateInput, { description: 'What to change.' })
    input: MemberClientUpdateInput,
  ) {
    const id = uuidOf('MemberClient', input.id);
    return write(
      context,
      (tx) => updateMemberClient(tx, { ...input, id }),
      (memberClient) => ({ memberClient }),
    );
  }

  @Mutation(() => MemberClientDeletePayload, {
    description: 'Removes a program: members are signed out wherever they signed in by it.',
  })
  @Allow('BRAND_UPDATE')
  memberClientDelete(
    @Ctx() context: Context,
    @Arg('input', () => MemberClientDeleteInput, { description: 'Which one.' })
    input: MemberClientDeleteInput,
  ) {
    const id = uuidOf('MemberClient', input.id);
    return write(
      context,
      (tx) => deleteMemberClient(tx, id),
      (deleted) => ({ deletedId: encodeId('MemberClient', deleted) }),
    );
  }
}
