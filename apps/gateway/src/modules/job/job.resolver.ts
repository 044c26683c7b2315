import { DomainError } from '@kolony/domain/foundation/errors';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { cancelJob, retryJob } from '@kolony/domain/job/job.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { JobIdInput, JobPayload } from './job.input.ts';
import { Job, jobList } from './job.type.ts';

@Resolver()
export class JobResolver {
  @Query(() => Job, {
    nullable: true,
    description: 'A job of the brand; null when there is none with this id.',
  })
  @Allow('JOB_READ')
  job(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('Job', id);
    return uuid ? reader.one(Job, info, uuid) : null;
  }

  @Query(() => jobList.connection as never, { description: 'The jobs of the brand, the newest first.' })
  @Allow('JOB_READ')
  jobs(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => jobList.args as never) _args: object,
  ) {
    return reader.page(jobList, info);
  }

  @Mutation(() => JobPayload, {
    description:
      'Cancels a job: one’s own, or any with JOB_MANAGE. One that waits is cancelled at once; one that runs stops at its next step, usually within a second.',
  })
  @Allow('JOB_READ')
  jobCancel(
    @Ctx() context: Context,
    @Arg('input', () => JobIdInput, { description: 'Which one.' }) input: JobIdInput,
  ) {
    const id = jobIdOf(input);
    return write(
      context,
      (tx) => cancelJob(tx, id),
      (job) => ({ job }),
    );
  }

  @Mutation(() => JobPayload, {
    description:
      'Runs a dead or cancelled job again, with the input that it had. One that deals with many records goes on with those that are left.',
  })
  @Allow('JOB_MANAGE')
  jobRetry(
    @Ctx() context: Context,
    @Arg('input', () => JobIdInput, { description: 'Which one.' }) input: JobIdInput,
  ) {
    const id = jobIdOf(input);
    return write(
      context,
      (tx) => retryJob(tx, id),
      (job) => ({ job }),
    );
  }
}

function jobIdOf(input: JobIdInput): string {
  const id = decodeIdOf('Job', input.id);
  if (!id) throw new DomainError('NOT_FOUND', { noun: 'Job' });
  return id;
}
