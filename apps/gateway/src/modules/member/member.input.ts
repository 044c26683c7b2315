import type { ConsentPurpose as ConsentPurposeName } from '@kolony/domain/member/consent.rules';
import type { IdentityKind as IdentityKindName } from '@kolony/domain/member/identity.rules';
import type { Gender as GenderName } from '@kolony/domain/member/member.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { ConsentPurpose, Gender, IdentityKind } from './member.enums.ts';
import { Member } from './member.type.ts';
import { MemberMerge } from './merge.type.ts';

@InputType({ description: 'A handle of a member.' })
export class IdentityInput {
  @Field(() => IdentityKind, { description: 'What kind of handle.' })
  kind!: IdentityKindName;

  @Field(() => String, {
    nullable: true,
    description: 'Where it is unique, at most 64 characters: a shop, an app id. Not for phone and e-mail.',
  })
  namespace?: string | null;

  @Field(() => String, {
    description:
      'The handle. A phone number in any usual form; without a country code it is a Chinese one. Others at most 200 characters.',
  })
  value!: string;
}

@InputType({ description: 'What is known of a member. What is left out stays; null or empty clears it.' })
export class MemberProfileInput {
  @Field(() => String, { nullable: true, description: 'Nickname, at most 100 characters.' })
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Real name, at most 100 characters. Stored encrypted.',
  })
  realName?: string | null;

  @Field(() => String, { nullable: true, description: 'Address, at most 500 characters. Stored encrypted.' })
  address?: string | null;

  @Field(() => Gender, { nullable: true, description: 'Gender; null: unknown.' })
  gender?: GenderName | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Day of birth, from 1900 to today.' })
  birthday?: string | null;

  @Field(() => String, { nullable: true, description: 'Province, at most 64 characters.' })
  province?: string | null;

  @Field(() => String, { nullable: true, description: 'City, at most 64 characters.' })
  city?: string | null;

  @Field(() => [String], { nullable: true, description: 'What they like: at most 50, of 50 characters.' })
  interests?: string[] | null;
}

@InputType({ description: 'A member to make: with a name or an identity at least.' })
export class MemberCreateInput extends MemberProfileInput {
  @Field(() => Date, { nullable: true, description: 'When they joined (UTC); now when not given.' })
  joinedAt?: Date | null;

  @Field(() => [IdentityInput], {
    nullable: true,
    description: 'Their handles; none may be another member’s.',
  })
  identities?: IdentityInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Tags to put on, by name: at most 50, of 50 characters.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'Changes to a member’s profile. What is left out stays; null or empty clears it.' })
export class MemberUpdateInput extends MemberProfileInput {
  @Field(() => ID, { description: 'Whose.' })
  id!: string;

  @Field(() => Int, {
    description: 'The version that the change is based on; VERSION_OUTDATED when it is older.',
  })
  version!: number;
}

@InputType({ description: 'One more handle of a member.' })
export class MemberIdentityAddInput {
  @Field(() => ID, { description: 'Whose.' })
  memberId!: string;

  @Field(() => IdentityInput, { description: 'The handle. IDENTITY_TAKEN names the member who has it.' })
  identity!: IdentityInput;
}

@InputType({ description: 'A handle to take off its member.' })
export class MemberIdentityRemoveInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;
}

@InputType({ description: 'Tags to put on a member and to take off, by name.' })
export class MemberTagsUpdateInput {
  @Field(() => ID, { description: 'Whose.' })
  memberId!: string;

  @Field(() => [String], { nullable: true, description: 'To put on; new ones are made.' })
  add?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'To take off.' })
  remove?: string[] | null;
}

@InputType({ description: 'A note about a member.' })
export class MemberNoteCreateInput {
  @Field(() => ID, { description: 'About whom.' })
  memberId!: string;

  @Field(() => String, { description: 'The text, 1 to 5,000 characters.' })
  body!: string;
}

@InputType({ description: 'That a member granted or withdrew a consent: both are told in the same way.' })
export class MemberConsentRecordInput {
  @Field(() => ID, { description: 'Whose.' })
  memberId!: string;

  @Field(() => ConsentPurpose, { description: 'What for.' })
  purpose!: ConsentPurposeName;

  @Field(() => Boolean, { description: 'True when it was granted, false when it was withdrawn.' })
  granted!: boolean;

  @Field(() => String, { description: 'Version of the text, at most 50 characters.' })
  policyVersion!: string;

  @Field(() => String, { description: 'Where it was said, at most 50 characters.' })
  channel!: string;

  @Field(() => Date, { nullable: true, description: 'When it was said (UTC); now when not given.' })
  at?: Date | null;
}

@ObjectType({ description: 'The member as they are now.' })
export class MemberPayload {
  @ReadOne(() => Member, 'The member; null when it was refused.')
  member?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Two members who are one person.' })
export class MemberMergeInput {
  @Field(() => ID, { description: 'Who is kept.' })
  keptId!: string;

  @Field(() => ID, { description: 'Whose everything goes over to the one who is kept.' })
  mergedId!: string;
}

@InputType({ description: 'A merge to undo.' })
export class MemberMergeUndoInput {
  @Field(() => ID, { description: 'Which merge.' })
  id!: string;
}

@ObjectType({ description: 'The merge as it stands now.' })
export class MemberMergePayload {
  @ReadOne(() => MemberMerge, 'The merge; null when it was refused.')
  merge?: string | null;

  @ReadOne(() => Member, 'The member who was kept; null when it was refused.')
  member?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
