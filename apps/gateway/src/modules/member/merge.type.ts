import { One, Stored, Timestamp } from '../../reading/decorators.ts';
import { Operator } from '../operator/operator.type.ts';
import { Member } from './member.type.ts';

@Stored({
  name: 'MemberMerge',
  table: 'member_merge',
  allow: 'MEMBER_READ',
  description:
    'That two members were found to be one person. What went over can be given back: `memberMergeUndo`.',
})
export class MemberMerge {
  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.kept_id`,
    'The one who was kept.',
  )
  kept!: object;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.merged_id`,
    'The one whose identities, orders, notes, tags and consents went over.',
  )
  merged!: object;

  @Timestamp('merged_at', 'When (UTC).')
  mergedAt!: Date;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.merged_by`,
    'Who did it.',
    { nullable: true },
  )
  mergedBy!: Operator | null;

  @Timestamp('undone_at', 'When it was undone (UTC); null while it holds.', { nullable: true })
  undoneAt!: Date | null;
}
