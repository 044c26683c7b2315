import type { MemberClientKind as MemberClientKindName } from '@kolony/domain/member-access/client.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { MemberClient, MemberClientKind } from './member-client.type.ts';

const secretDescription =
  'The secret that WeChat made for the mini program: 32 letters or digits. It is sealed, and never given out again.';

@InputType({ description: 'A program by which members reach the brand.' })
export class MemberClientCreateInput {
  @Field(() => MemberClientKind, { description: 'What it is.' })
  kind!: MemberClientKindName;

  @Field(() => String, { description: 'What operators call it, 1 to 60 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'WeChat’s app id, of a mini program only: `wx` and 16 hexadecimal digits. MEMBER_CLIENT_TAKEN when it is registered already, in whichever brand.',
  })
  appId?: string | null;

  @Field(() => String, { nullable: true, description: `Of a mini program only. ${secretDescription}` })
  appSecret?: string | null;
}

@InputType({ description: 'Changes to a program of members. What is left out stays.' })
export class MemberClientUpdateInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, {
    description: 'The version that the change is based on; VERSION_OUTDATED when it is older.',
  })
  version!: number;

  @Field(() => String, { nullable: true, description: 'What operators call it, 1 to 60 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `A new one in place of the present one. ${secretDescription}`,
  })
  appSecret?: string | null;
}

@InputType({ description: 'Which program of members to remove.' })
export class MemberClientDeleteInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;
}

@ObjectType({ description: 'The program as it is now.' })
export class MemberClientPayload {
  @ReadOne(() => MemberClient, 'The program; null when it was refused.')
  memberClient?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'The program that was removed. Who had signed in by it is signed out.' })
export class MemberClientDeletePayload {
  @Field(() => ID, { nullable: true, description: 'Its id; null when it was refused.' })
  deletedId?: string | null;

  @Field(() => [UserErrorType], { description: 'Always empty.' })
  userErrors!: UserErrorType[];
}
