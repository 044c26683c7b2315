import { createInvitation, invitationUrl, revokeInvitation } from '@kolony/domain/brand/invitation.service';
import { changeRole, removeSeat } from '@kolony/domain/brand/seat.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { publicUrl } from '../operator/self.ts';
import {
  BrandOperatorPayload,
  BrandOperatorRemoveInput,
  BrandOperatorRemovePayload,
  BrandOperatorUpdateInput,
  InvitationCreateInput,
  InvitationPayload,
  InvitationRevokeInput,
} from './seat.input.ts';
import { BrandOperator, Invitation } from './seat.type.ts';

@Resolver()
export class SeatResolver {
  @Query(() => [BrandOperator], { description: 'Who works in the brand, in the order in which they joined.' })
  @Allow('OPERATOR_READ')
  @AtMost(1_000)
  brandOperators(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.all(
      BrandOperator,
      info,
      ({ row }) => `${row}.brand_id = kolony.current_brand()`,
      (row) => `${row}.created_at, ${row}.id`,
    );
  }

  @Query(() => [Invitation], {
    description:
      'Invitations that nobody has accepted and nobody took back, the latest first; expired ones included.',
  })
  @Allow('OPERATOR_READ')
  @AtMost(200)
  invitations(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    const open = (row: string) =>
      `${row}.brand_id = kolony.current_brand() and ${row}.accepted_at is null and ${row}.revoked_at is null`;
    return reader.all(
      Invitation,
      info,
      ({ row }) => open(row),
      (row) => `${row}.created_at desc, ${row}.id desc`,
    );
  }

  @Mutation(() => BrandOperatorPayload, {
    description:
      'Gives an operator of the brand another role. Owners are changed and appointed by owners; the last one stays.',
  })
  @Allow('OPERATOR_MANAGE')
  brandOperatorUpdate(
    @Ctx() context: Context,
    @Arg('input', () => BrandOperatorUpdateInput, { description: 'Whose, and which.' })
    input: BrandOperatorUpdateInput,
  ) {
    const id = uuidOf('BrandOperator', input.id);
    return write(
      context,
      (tx) => changeRole(tx, { ...input, id }),
      (brandOperator) => ({ brandOperator }),
    );
  }

  @Mutation(() => BrandOperatorRemovePayload, {
    description:
      'Takes an operator’s seat in the brand away. For others it needs OPERATOR_MANAGE; one may always leave oneself, but the last owner stays.',
  })
  @Allow('BRAND_READ')
  brandOperatorRemove(
    @Ctx() context: Context,
    @Arg('input', () => BrandOperatorRemoveInput, { description: 'Whose.' }) input: BrandOperatorRemoveInput,
  ) {
    const id = uuidOf('BrandOperator', input.id);
    return write(
      context,
      (tx) => removeSeat(tx, { id }),
      () => ({ removedId: input.id }),
    );
  }

  @Mutation(() => InvitationPayload, {
    description:
      'Invites someone into the brand: by mail, or by the link in the answer where mail isn’t set up.',
  })
  @Allow('OPERATOR_MANAGE')
  invitationCreate(
    @Ctx() context: Context,
    @Arg('input', () => InvitationCreateInput, { description: 'Whom, as what.' })
    input: InvitationCreateInput,
  ) {
    const invite = { ...input, publicUrl: publicUrl(context) };
    return write(
      context,
      (tx) => createInvitation(tx, invite),
      (created) => ({
        invitation: created.id,
        // Whoever holds the link can sign up under that e-mail: where mail goes out, it is its receiver alone.
        url: context.env.SMTP_URL ? null : invitationUrl(context.database.keyring, created),
      }),
    );
  }

  @Mutation(() => InvitationPayload, { description: 'Takes an invitation back: its link serves no more.' })
  @Allow('OPERATOR_MANAGE')
  invitationRevoke(
    @Ctx() context: Context,
    @Arg('input', () => InvitationRevokeInput, { description: 'Which one.' }) input: InvitationRevokeInput,
  ) {
    const id = uuidOf('Invitation', input.id);
    return write(
      context,
      (tx) => revokeInvitation(tx, { id }),
      (invitation) => ({ invitation }),
    );
  }
}
