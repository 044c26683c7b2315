import type { Role as RoleName } from '@kolony/domain/foundation/permissions';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Role } from '../operator/role.type.ts';
import { BrandOperator, Invitation } from './seat.type.ts';

@InputType({ description: 'Another role for an operator of the brand.' })
export class BrandOperatorUpdateInput {
  @Field(() => ID, { description: 'The seat.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the change is based on.' })
  version!: number;

  @Field(() => Role, { description: 'The role that they shall have.' })
  role!: RoleName;
}

@ObjectType({ description: 'The seat as it is now.' })
export class BrandOperatorPayload {
  @ReadOne(() => BrandOperator, 'The seat; null when it was refused.')
  brandOperator?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Whose seat to take away.' })
export class BrandOperatorRemoveInput {
  @Field(() => ID, { description: 'The seat.' })
  id!: string;
}

@ObjectType({ description: 'The seat that was taken away.' })
export class BrandOperatorRemovePayload {
  @Field(() => ID, { nullable: true, description: 'Its id; null when it was refused.' })
  removedId?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Whom to invite into the brand.' })
export class InvitationCreateInput {
  @Field(() => String, { description: 'Their e-mail. An open invitation of the same e-mail is replaced.' })
  email!: string;

  @Field(() => Role, { description: 'The role that they will have. Only an owner invites owners.' })
  role!: RoleName;
}

@InputType({ description: 'Which invitation to take back.' })
export class InvitationRevokeInput {
  @Field(() => ID, { description: 'An invitation that nobody has accepted.' })
  id!: string;
}

@ObjectType({ description: 'The invitation.' })
export class InvitationPayload {
  @ReadOne(() => Invitation, 'The invitation; null when it was refused.')
  invitation?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The link, shown once, to the one who invites, to be handed over. Null where mail is set up: then it is mailed and nobody else has it.',
  })
  url?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
