import { Field, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../server/user-error.ts';

const passwordDescription =
  'The new password, 10 to 200 characters; common and leaked-looking ones are refused.';

@InputType({ description: 'Whose password is forgotten.' })
export class PasswordResetRequestInput {
  @Field(() => String, { description: 'The e-mail to sign in with.' })
  email!: string;
}

@ObjectType({ description: 'Received. Says nothing about whether anyone has this e-mail.' })
export class PasswordResetRequestPayload {
  @Field(() => [UserErrorType], {
    description: 'What to mend; empty when a mail goes out if someone has this e-mail.',
  })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A new password, by a mailed link.' })
export class PasswordResetInput {
  @Field(() => String, { description: 'The token of the link. Serves once, for 30 minutes.' })
  token!: string;

  @Field(() => String, { description: passwordDescription })
  password!: string;
}

@ObjectType({ description: 'The password was set, and all sessions ended.' })
export class PasswordResetPayload {
  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was set.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A new password in place of the current one.' })
export class PasswordChangeInput {
  @Field(() => String, { description: 'The current password.' })
  current!: string;

  @Field(() => String, { description: passwordDescription })
  password!: string;
}

@ObjectType({ description: 'The password was changed, and the other sessions ended.' })
export class PasswordChangePayload {
  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was changed.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'The password, once more.' })
export class TotpBeginInput {
  @Field(() => String, { description: 'One’s own password.' })
  password!: string;
}

@ObjectType({ description: 'What goes into the authenticator app.' })
export class TotpBeginPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The secret in base32, for typing in; null when it was refused.',
  })
  secret?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same as an otpauth address, for the QR code; null when it was refused.',
  })
  otpauthUrl?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'The first code of the authenticator app.' })
export class TotpConfirmInput {
  @Field(() => String, { description: 'Six digits.' })
  code!: string;
}

@ObjectType({ description: 'Codes that each stand in once for the authenticator app.' })
export class RecoveryCodesPayload {
  @Field(() => [String], {
    nullable: true,
    description:
      'Ten codes, shown here and never again: they replace all earlier ones. Null when it was refused.',
  })
  recoveryCodes?: string[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Two-step verification is on; with its recovery codes.' })
export class TotpConfirmPayload {
  @Field(() => [String], {
    nullable: true,
    description:
      'Ten codes that each stand in once for the app, shown here and never again. Null when it was refused.',
  })
  recoveryCodes?: string[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it is on.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'The password, once more.' })
export class TotpDisableInput {
  @Field(() => String, { description: 'One’s own password.' })
  password!: string;
}

@ObjectType({ description: 'Two-step verification is off.' })
export class TotpDisablePayload {
  @Field(() => [UserErrorType], { description: 'What to mend; empty when it is off.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'The password, once more.' })
export class RecoveryCodesRenewInput {
  @Field(() => String, { description: 'One’s own password.' })
  password!: string;
}
