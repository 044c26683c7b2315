import { messages } from '@kolony/domain/foundation/error-messages';
import { type ErrorCode, message } from '@kolony/domain/foundation/errors';
import { encodeId } from '@kolony/domain/foundation/ids';
import {
  availableJobActions,
  type JobStatus as JobStatusName,
  jobStatuses,
} from '@kolony/domain/job/job.rules';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { Column, Computed, One, OneOf, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Node } from '../../reading/node.ts';
import { isNoun } from '../../reading/sources.ts';
import { BigInteger } from '../../server/scalars.ts';
import { Operator } from '../operator/operator.type.ts';
import { JobReport } from './job-report.type.ts';

const JobStatus = {
  QUEUED: 'queued',
  RUNNING: 'running',
  RETRYING: 'retrying',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  DEAD: 'dead',
} as const satisfies Record<Uppercase<JobStatusName>, JobStatusName>;
registerEnumType(JobStatus, {
  name: 'JobStatus',
  description: 'Where a job stands.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being done.' },
    RETRYING: { description: 'Failed, and waits to be tried again.' },
    COMPLETED: { description: 'Done.' },
    CANCELLED: { description: 'Stopped by an operator.' },
    DEAD: { description: 'Failed for good: after its last try, or of something that no retry can mend.' },
  },
});

const JobAction = { CANCEL: 'cancel', RETRY: 'retry' } as const;
registerEnumType(JobAction, {
  name: 'JobAction',
  description: 'What can be done with a job.',
  valuesConfig: {
    CANCEL: { description: 'Stop it: `jobCancel`.' },
    RETRY: { description: 'Run it again: `jobRetry`.' },
  },
});

const statusOf = (raw: unknown): JobStatusName | undefined => jobStatuses.find((status) => status === raw);
const isErrorCode = (text: string): text is ErrorCode => text in messages;

@Stored({
  name: 'Job',
  table: 'job',
  allow: 'JOB_READ',
  description:
    'Work of a brand that is done in the background: imports, exports, acts on many records, mails, encryption anew.',
})
export class Job {
  @Column('name', () => String, 'Its kind, noun and verb: `import.run`, `member.export`, `mail.send`.')
  name!: string;

  @Column('status', () => JobStatus, 'Where it stands.')
  status!: JobStatusName;

  @Column(
    (row) => `${row}.progress_done::text`,
    () => BigInteger,
    'How many steps are done. Moves at most twice a second.',
  )
  progressDone!: string;

  @Column(
    (row) => `${row}.progress_total::text`,
    () => BigInteger,
    'How many steps there are; null while that is not known.',
    {
      nullable: true,
    },
  )
  progressTotal!: string | null;

  @Column('attempts', () => Int, 'How often it was begun in this run; a retry by hand is a new run.')
  attempts!: number;

  @Computed(
    { error: 'error' },
    ({ error }, _args, { scope }) =>
      typeof error === 'string' && isErrorCode(error) ? message(error, scope.locale) : error,
    () => String,
    'Why the last attempt failed, in the language of the request; null when it did not.',
    { nullable: true },
  )
  error!: string | null;

  @Column('error', () => String, 'The same for programs: a stable code.', { nullable: true })
  errorCode!: string | null;

  @Computed(
    { type: 'subject_type', id: 'subject_id' },
    ({ type, id }) => (typeof type === 'string' && isNoun(type) && id ? encodeId(type, String(id)) : null),
    () => ID,
    'What it is about: the id of an import, for instance.',
    { nullable: true },
  )
  subjectId!: string | null;

  @OneOf(
    ['Import', 'Member', 'Order'],
    { noun: 'subject_type', id: 'subject_id' },
    'What it is about, as it is now; null when it is gone, and for jobs that are about nothing.',
  )
  subject!: Node | null;

  @Column(
    (row) => `(${row}.cancel_requested_at is not null)`,
    () => Boolean,
    'Whether it was cancelled; while it still runs, it is about to stop.',
  )
  cancelRequested!: boolean;

  @One(
    () => JobReport,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.job_id = ${row}.id`,
    'What has become of the records it was asked to deal with; null for jobs of another kind.',
    { nullable: true },
  )
  report!: JobReport | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.created_by`,
    'Who started it; null when the installation did.',
    { nullable: true },
  )
  createdBy!: Operator | null;

  @Timestamp('created_at', 'When it was asked for (UTC).')
  createdAt!: Date;

  @Timestamp('started_at', 'When it was begun first in this run (UTC).', { nullable: true })
  startedAt!: Date | null;

  @Timestamp('finished_at', 'When it ended (UTC).', { nullable: true })
  finishedAt!: Date | null;

  @Computed(
    { status: 'status', requested: (row) => `(${row}.cancel_requested_at is not null)` },
    ({ status, requested }) => {
      const known = statusOf(status);
      const actions = known ? availableJobActions(known) : [];
      return requested ? actions.filter((action) => action !== 'cancel') : actions;
    },
    () => [JobAction],
    'What can be done with it now, by who has JOB_MANAGE; who started it may cancel it without.',
  )
  availableActions!: string[];
}

@InputType({ description: 'Which jobs. What is left out restricts nothing.' })
class JobFilter {
  @Field(() => [JobStatus], { nullable: true, description: 'Any of these.' })
  status?: JobStatusName[] | null;

  @Field(() => [String], { nullable: true, description: 'Any of these kinds.' })
  name?: string[] | null;
}

export const jobList = defineList({
  name: 'Job',
  type: () => Job,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
  filterInput: () => JobFilter,
  filter: ({ status, name }, { row, param }) => [
    ...(status ? [`${row}.status = any (${param(status)})`] : []),
    ...(name ? [`${row}.name = any (${param(name)})`] : []),
  ],
});
