import { Int } from 'type-graphql';
import { Column, One, Stored } from '../../reading/decorators.ts';
import { StoredFile } from '../file/file.type.ts';

const finished = (column: string) => (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.${column} and ${other}.size >= 0`;

@Stored({
  name: 'JobReport',
  table: 'job_report',
  allow: 'JOB_READ',
  description:
    'What has become of the records that a job was asked to deal with. Which they are was fixed when it was asked for.',
})
export class JobReport {
  @Column('total', () => Int, 'How many records there are.')
  total!: number;

  @Column('done_count', () => Int, 'How many were changed, or written to the file.')
  done!: number;

  @Column('unchanged_count', () => Int, 'How many were already as they should be.')
  unchanged!: number;

  @Column(
    'failed_count',
    () => Int,
    'How many could not be dealt with: they were merged, are gone, or cannot be opened.',
  )
  failed!: number;

  @One(
    () => StoredFile,
    finished('file_id'),
    'The file that the job made, kept for 7 days. Null until it has completed, and for jobs that make none.',
    { nullable: true },
  )
  file!: StoredFile | null;

  @One(
    () => StoredFile,
    finished('failed_file_id'),
    'The records that failed, each with the reason, as CSV, kept for 7 days. Null when none has, and while the job runs.',
    { nullable: true },
  )
  failedFile!: StoredFile | null;
}
