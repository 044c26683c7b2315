import type { SessionKind as SessionKindName } from '@kolony/domain/operator/session.service';
import { Field, InputType, ObjectType } from 'type-graphql';
import { CurrencyCode } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { SessionKind } from './operator.type.ts';
import { Viewer } from './viewer.type.ts';

const sessionDescription = 'COOKIE sets an HttpOnly cookie; BEARER answers the token.';

@InputType({ description: 'How one signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'The operator’s e-mail.' })
  email!: string;

  @Field(() => String, { description: 'The password.' })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator app, or a recovery code: once TOTP_REQUIRED was answered.',
  })
  code?: string | null;

  @Field(() => SessionKind, { defaultValue: SessionKind.COOKIE, description: sessionDescription })
  session!: SessionKindName;
}

@InputType({ description: 'How an invitation is accepted.' })
export class InvitationAcceptInput {
  @Field(() => String, { description: 'The token of the link.' })
  token!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of a new operator, at most 80 characters; not for an existing one.',
  })
  name?: string | null;

  @Field(() => String, {
    description:
      'The password of the operator who has this e-mail; or the one that a new operator wants, 10 to 200 characters.',
  })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of an existing operator, once TOTP_REQUIRED was answered.',
  })
  code?: string | null;

  @Field(() => SessionKind, { defaultValue: SessionKind.COOKIE, description: sessionDescription })
  session!: SessionKindName;
}

@InputType({ description: 'The first brand and its owner.' })
export class SetupInput {
  @Field(() => String, { description: 'The token of the link that was printed at the start.' })
  token!: string;

  @Field(() => String, { description: 'Name of the brand, at most 100 characters.' })
  brandName!: string;

  @Field(() => String, { description: 'IANA time zone of the brand, `Asia/Shanghai`.' })
  timeZone!: string;

  @Field(() => CurrencyCode, { description: 'Currency of the brand.' })
  currency!: string;

  @Field(() => String, { description: 'Name of the owner, at most 80 characters.' })
  name!: string;

  @Field(() => String, { description: 'E-mail of the owner.' })
  email!: string;

  @Field(() => String, {
    description: 'Password of the owner, 10 to 200 characters; common and leaked-looking ones are refused.',
  })
  password!: string;

  @Field(() => SessionKind, { defaultValue: SessionKind.COOKIE, description: sessionDescription })
  session!: SessionKindName;
}

@ObjectType({ description: 'A session that was opened.' })
export class SignInPayload {
  @Field(() => Viewer, { nullable: true, description: 'Who is signed in now; null when it was refused.' })
  viewer?: Viewer | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For the Authorization header, `Bearer …`, when BEARER was asked for. Shown here and never again.',
  })
  token?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when one is signed in.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'The session is over.' })
export class SignOutPayload {
  @Field(() => [UserErrorType], { description: 'Always empty.' })
  userErrors!: UserErrorType[];
}
