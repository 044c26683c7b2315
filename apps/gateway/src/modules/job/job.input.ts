import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Job } from './job.type.ts';

@InputType({ description: 'Which job.' })
export class JobIdInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'The job as it stands now.' })
export class JobPayload {
  @ReadOne(() => Job, 'The job; null when it was refused.')
  job?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
