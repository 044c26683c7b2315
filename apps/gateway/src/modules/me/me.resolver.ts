import { encodeId } from '@kolony/domain/foundation/ids';
import { closeAccount } from '@kolony/domain/member-access/close-account.service';
import { revokeDevice, signOutMember } from '@kolony/domain/member-access/device.service';
import { onBehalf } from '@kolony/domain/member-access/on-behalf';
import { recordOwnConsent, updateOwnProfile } from '@kolony/domain/member-access/own-profile.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  MeClosePayload,
  MeConsentRecordInput,
  MeDeviceRevokeInput,
  MeDeviceRevokePayload,
  MePayload,
  MeSignOutInput,
  MeSignOutPayload,
  MeUpdateInput,
} from './me.input.ts';
import { Me } from './me.type.ts';

@Resolver()
export class MeResolver {
  @Query(() => Me, { description: 'The member who is signed in.' })
  @Allow('MEMBER_SELF')
  me(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.one(Me, info, ({ row }) => `${row}.id = kolony.current_member()`);
  }

  @Mutation(() => MePayload, { description: 'Changes one’s own profile.' })
  @Allow('MEMBER_SELF')
  meUpdate(
    @Ctx() context: Context,
    @Arg('input', () => MeUpdateInput, { description: 'What to change.' }) input: MeUpdateInput,
  ) {
    return write(
      context,
      (tx) => updateOwnProfile(tx, input),
      (me) => ({ me }),
    );
  }

  @Mutation(() => MePayload, {
    description: 'Grants or withdraws a consent, from now on. Each purpose is asked for by itself.',
  })
  @Allow('MEMBER_SELF')
  meConsentRecord(
    @Ctx() context: Context,
    @Arg('input', () => MeConsentRecordInput, { description: 'What for, and which.' })
    input: MeConsentRecordInput,
  ) {
    return write(
      context,
      (tx) => recordOwnConsent(tx, input),
      (me) => ({ me }),
    );
  }

  @Mutation(() => MeDeviceRevokePayload, { description: 'Signs out at one of one’s own devices.' })
  @Allow('MEMBER_SELF')
  meDeviceRevoke(
    @Ctx() context: Context,
    @Arg('input', () => MeDeviceRevokeInput, { description: 'Which one.' }) input: MeDeviceRevokeInput,
  ) {
    const id = uuidOf('MemberDevice', input.id);
    return write(
      context,
      (tx) => revokeDevice(tx, id),
      (revoked) => ({ revokedId: encodeId('MemberDevice', revoked) }),
    );
  }

  @Mutation(() => MeSignOutPayload, {
    description: 'Signs out here, or everywhere. The tokens serve no more.',
  })
  @Allow('MEMBER_SELF')
  meSignOut(
    @Ctx() context: Context,
    @Arg('input', () => MeSignOutInput, { defaultValue: { everywhere: false }, description: 'Where.' })
    input: MeSignOutInput,
  ) {
    return write(
      context,
      (tx) => signOutMember(tx, input),
      (devices) => ({ devices }),
    );
  }

  @Mutation(() => MeClosePayload, {
    description:
      'Closes one’s account for good. Consents are withdrawn, and everything that tells who one is is deleted: profile, handles, devices, what operators noted. Points lapse. Orders stay in the brand’s books, of nobody. One has to have signed in within the last ten minutes. Once it is closed, its tokens are nobody’s: a retry is UNAUTHENTICATED.',
  })
  @Allow('MEMBER_SELF')
  meClose(@Ctx() context: Context) {
    const closing = { ...context, scope: onBehalf(context.scope).scope };
    return write(closing, closeAccount, () => ({ closed: true }));
  }
}
