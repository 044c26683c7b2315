import type { Locale as LocaleName } from '@kolony/domain/foundation/scope';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { AtMost, ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Locale, Operator, OperatorSession } from './operator.type.ts';

@InputType({ description: 'Changes to one’s own profile. What is left out stays; null is REQUIRED.' })
export class OperatorUpdateInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'The version that the change is based on; VERSION_OUTDATED when it is older. Without it the change is made whatever was changed meanwhile.',
  })
  version?: number | null;

  @Field(() => String, { nullable: true, description: 'Name, 1 to 80 characters.' })
  name?: string | null;

  @Field(() => Locale, { nullable: true, description: 'Language of the console and of mails.' })
  locale?: LocaleName | null;
}

@ObjectType({ description: 'The profile as it is now.' })
export class OperatorUpdatePayload {
  @ReadOne(() => Operator, 'The operator; null when it was refused.')
  operator?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was changed.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which session to end.' })
export class SessionRevokeInput {
  @Field(() => ID, { description: 'One of one’s own sessions.' })
  id!: string;
}

@ObjectType({ description: 'The sessions that are left.' })
export class SessionRevokePayload {
  @Field(() => [OperatorSession], { description: 'One’s own sessions that live, the latest used first.' })
  @AtMost(100)
  sessions!: OperatorSession[];

  @Field(() => [UserErrorType], { description: 'Always empty.' })
  userErrors!: UserErrorType[];
}
