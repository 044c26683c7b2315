import type { LiveEvent } from '@kolony/domain/live/live.service';
import { Arg, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Allow, ReadOne } from '../../reading/decorators.ts';
import { uuidOf } from '../../server/ids.ts';
import { follow, type Subscribing } from '../../server/live/follow.ts';
import { Job } from './job.type.ts';

@ObjectType({ description: 'That a job has changed.' })
class JobEvent {
  @Field(() => String, { description: 'Where the stream stands: what comes next comes `after` this.' })
  cursor!: string;

  @ReadOne(
    () => Job,
    'The job as it stands now, which may be newer than the change. Null at the begin of a stream of all jobs.',
  )
  job?: string | null;
}

interface JobChangedArgs {
  id?: string | null;
  after?: string | null;
}

@Resolver()
export class JobLiveResolver {
  @Subscription(() => JobEvent, {
    subscribe: ({ args: { id, after }, context }: Subscribing<JobChangedArgs>) =>
      follow(context, { topic: 'job', subjectId: id == null ? undefined : uuidOf('Job', id), after }),
    description:
      'Changes of a job, or of all jobs of the brand: asked for, begun, a step further, ended. Without `after` it begins at once with the job as it stands; of all jobs, with a cursor alone: read after it, and nothing is missed.',
  })
  @Allow('JOB_READ')
  jobChanged(
    @Root() { cursor, subjectId }: LiveEvent,
    @Arg('id', () => ID, { nullable: true, description: 'Which one; all of them without it.' }) _id?: string,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event that arrived.' })
    _after?: string,
  ): JobEvent {
    return { cursor, job: subjectId };
  }
}
