import type { Role as RoleName } from '@kolony/domain/foundation/permissions';
import { Field, ObjectType } from 'type-graphql';
import { Role } from '../operator/role.type.ts';

@ObjectType({ description: 'The sign-in of the demo data.' })
export class DemoSignIn {
  @Field(() => String, { description: 'E-mail of the demo account.' })
  email!: string;

  @Field(() => String, { description: 'Its password, which is no secret.' })
  password!: string;
}

@ObjectType({ description: 'What anyone may know of this installation.' })
export class Installation {
  @Field(() => String, { description: 'Version of Kolony, `0.1.0`.' })
  version!: string;

  @Field(() => Boolean, { description: 'Whether it holds demo data, whose sign-in is public.' })
  demo!: boolean;

  @Field(() => DemoSignIn, {
    nullable: true,
    description: 'How to sign in to the demo data; null without any.',
  })
  demoSignIn!: DemoSignIn | null;

  @Field(() => Boolean, {
    description: 'Whether no operator exists yet: the link printed at the start sets it up.',
  })
  needsSetup!: boolean;

  @Field(() => Boolean, { description: 'Whether mail can be sent.' })
  mail!: boolean;
}

@ObjectType({ description: 'What an invitation link offers, to whoever holds it.' })
export class InvitationPreview {
  @Field(() => String, { description: 'Name of the brand.' })
  brandName!: string;

  @Field(() => String, { description: 'Who is invited.' })
  email!: string;

  @Field(() => Role, { description: 'The role that they will have.' })
  role!: RoleName;

  @Field(() => Boolean, {
    description: 'Whether someone signs in with this e-mail already: they accept with their password.',
  })
  operatorExists!: boolean;

  @Field(() => Date, { description: 'Until when it can be accepted (UTC).' })
  expiresAt!: Date;
}
