import { addIdentity, removeIdentity } from '@kolony/domain/member/identity.service';
import { createNote, recordConsent, updateTags } from '@kolony/domain/member/member.service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  MemberConsentRecordInput,
  MemberIdentityAddInput,
  MemberIdentityRemoveInput,
  MemberNoteCreateInput,
  MemberPayload,
  MemberTagsUpdateInput,
} from './member.input.ts';

@Resolver()
export class MemberRecordResolver {
  @Mutation(() => MemberPayload, {
    description: 'Gives a member one more handle. One that they have already changes nothing.',
  })
  @Allow('MEMBER_WRITE')
  memberIdentityAdd(
    @Ctx() context: Context,
    @Arg('input', () => MemberIdentityAddInput, { description: 'Whose, and which.' })
    { memberId: id, identity }: MemberIdentityAddInput,
  ) {
    const memberId = uuidOf('Member', id);
    return write(
      context,
      (tx) => addIdentity(tx, { memberId, identity }),
      (member) => ({ member }),
    );
  }

  @Mutation(() => MemberPayload, {
    description: 'Takes a handle off its member, who is then no longer found by it.',
  })
  @Allow('MEMBER_WRITE')
  memberIdentityRemove(
    @Ctx() context: Context,
    @Arg('input', () => MemberIdentityRemoveInput, { description: 'Which.' })
    input: MemberIdentityRemoveInput,
  ) {
    const id = uuidOf('MemberIdentity', input.id);
    return write(
      context,
      (tx) => removeIdentity(tx, { id }),
      (member) => ({ member }),
    );
  }

  @Mutation(() => MemberPayload, { description: 'Puts tags on a member and takes others off.' })
  @Allow('MEMBER_WRITE')
  memberTagsUpdate(
    @Ctx() context: Context,
    @Arg('input', () => MemberTagsUpdateInput, { description: 'Whose, and which.' })
    input: MemberTagsUpdateInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => updateTags(tx, { ...input, memberId }),
      (member) => ({ member }),
    );
  }

  @Mutation(() => MemberPayload, { description: 'Adds a note about a member.' })
  @Allow('MEMBER_WRITE')
  memberNoteCreate(
    @Ctx() context: Context,
    @Arg('input', () => MemberNoteCreateInput, { description: 'About whom, and what.' })
    input: MemberNoteCreateInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => createNote(tx, { ...input, memberId }),
      (member) => ({ member }),
    );
  }

  @Mutation(() => MemberPayload, {
    description: 'Records that a member granted or withdrew a consent. Nothing recorded before is changed.',
  })
  @Allow('MEMBER_WRITE')
  memberConsentRecord(
    @Ctx() context: Context,
    @Arg('input', () => MemberConsentRecordInput, { description: 'Whose, and what they said.' })
    input: MemberConsentRecordInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => recordConsent(tx, { ...input, memberId }),
      (member) => ({ member }),
    );
  }
}
