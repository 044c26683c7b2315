import type { ConsentPurpose as ConsentPurposeName } from '@kolony/domain/member/consent.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { ConsentPurpose } from '../member/member.enums.ts';
import { MemberProfileInput } from '../member/member.input.ts';
import { Me } from './me.type.ts';
import { MemberTokens } from './member-sign-in.input.ts';

@ObjectType({ description: 'Who is signed in now, and with what.' })
export class MemberSignInPayload {
  @Field(() => MemberTokens, { nullable: true, description: 'The tokens; null when it was refused.' })
  tokens?: MemberTokens | null;

  @Field(() => Me, { nullable: true, description: 'The member; null when it was refused.' })
  me?: Me | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when one is signed in.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'New tokens in place of those until now.' })
export class MemberTokenRefreshPayload {
  @Field(() => MemberTokens, { nullable: true, description: 'The tokens; null when it was refused.' })
  tokens?: MemberTokens | null;

  @Field(() => [UserErrorType], {
    description: 'REFRESH_TOKEN_INVALID when one has to sign in again; empty otherwise.',
  })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Changes to one’s own profile. What is left out stays; null or empty clears it.' })
export class MeUpdateInput extends MemberProfileInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'The version that the change is based on; VERSION_OUTDATED when it is older. Without it the change is made whatever was changed meanwhile.',
  })
  version?: number | null;
}

@InputType({ description: 'That one grants or withdraws a consent: both are told in the same way.' })
export class MeConsentRecordInput {
  @Field(() => ConsentPurpose, { description: 'What for.' })
  purpose!: ConsentPurposeName;

  @Field(() => Boolean, { description: 'True to grant it, false to withdraw it.' })
  granted!: boolean;

  @Field(() => String, { description: 'Version of the text that was shown, at most 50 characters.' })
  policyVersion!: string;
}

@ObjectType({ description: 'The member as they are now.' })
export class MePayload {
  @ReadOne(() => Me, 'The member; null when it was refused.')
  me?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which device to sign out at.' })
export class MeDeviceRevokeInput {
  @Field(() => ID, { description: 'One of one’s own devices.' })
  id!: string;
}

@ObjectType({ description: 'The device where one is signed out now.' })
export class MeDeviceRevokePayload {
  @Field(() => ID, { nullable: true, description: 'Its id; null when it was refused.' })
  revokedId?: string | null;

  @Field(() => [UserErrorType], { description: 'Always empty.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Where to sign out.' })
export class MeSignOutInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'At all devices instead of this one alone.',
  })
  everywhere!: boolean;
}

@ObjectType({ description: 'One is signed out.' })
export class MeSignOutPayload {
  @Field(() => Int, { nullable: true, description: 'At how many devices.' })
  devices?: number | null;

  @Field(() => [UserErrorType], { description: 'Always empty.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'The account is closed, and the member signed out everywhere.' })
export class MeClosePayload {
  @Field(() => Boolean, { nullable: true, description: 'True; null when it was refused.' })
  closed?: boolean | null;

  @Field(() => [UserErrorType], {
    description: 'FRESH_SIGN_IN_REQUIRED when the sign-in is older than ten minutes; empty when it was done.',
  })
  userErrors!: UserErrorType[];
}
