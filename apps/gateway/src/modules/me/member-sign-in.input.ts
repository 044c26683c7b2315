import { Field, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../server/user-error.ts';

const deviceDescription =
  'What to call this device in the list of them, `iPhone 17`: the first 100 characters. Without it, what the program calls itself.';

@InputType({ description: 'Who has opened a mini program.' })
export class MemberSignInByWechatInput {
  @Field(() => String, {
    description:
      'The app id of the mini program, which an operator has registered. It says which brand it is.',
  })
  appId!: string;

  @Field(() => String, {
    description:
      'What `wx.login` gave. Serves once, for five minutes: WECHAT_CODE_USED, WECHAT_CODE_INVALID.',
  })
  code!: string;

  @Field(() => String, { nullable: true, description: deviceDescription })
  deviceName?: string | null;
}

@InputType({ description: 'Where to send a code to.' })
export class MemberCodeRequestInput {
  @Field(() => String, {
    description: 'The public id of the program, which an operator has registered: it says which brand it is.',
  })
  clientId!: string;

  @Field(() => String, {
    description: 'The phone number in any usual form; without a country code it is a Chinese one.',
  })
  phone!: string;
}

@ObjectType({ description: 'Received. Says nothing about whether a member has this number.' })
export class MemberCodeRequestPayload {
  @Field(() => [UserErrorType], { description: 'What to mend; empty when a code is sent.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A phone number, and the code that was sent to it.' })
export class MemberSignInByPhoneInput {
  @Field(() => String, { description: 'The public id that the code was asked for with.' })
  clientId!: string;

  @Field(() => String, { description: 'The phone number that it was sent to.' })
  phone!: string;

  @Field(() => String, {
    description: 'The six digits. They serve once, for five minutes, and for five tries: SMS_CODE_WRONG.',
  })
  code!: string;

  @Field(() => String, { nullable: true, description: deviceDescription })
  deviceName?: string | null;
}

@InputType({ description: 'What new tokens are given for.' })
export class MemberTokenRefreshInput {
  @Field(() => String, { description: 'The refresh token that was given last. It serves once.' })
  refreshToken!: string;
}

@ObjectType({
  description: 'With what a member’s program shows who it is. Keep both where no other program reads them.',
})
export class MemberTokens {
  @Field(() => String, {
    description:
      'For the Authorization header: `Bearer kma_…`. Serves until it runs out, or others are given in its place.',
  })
  accessToken!: string;

  @Field(() => Date, { description: 'When the access token runs out (UTC): after 15 minutes.' })
  accessExpiresAt!: Date;

  @Field(() => String, {
    description:
      'For `memberTokenRefresh`, once: it is exchanged for another. An older one that is shown ends the sign-in, since two then have it. Runs out after 60 days without use, after a year at the latest.',
  })
  refreshToken!: string;
}
