import type { MemberExportColumn as MemberExportColumnName } from '@kolony/domain/export/member-export.columns';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { mostSelected } from '../../reading/selection.ts';
import { MemberFilter } from './member.filter.ts';
import { memberList } from './member.list.ts';

@InputType({
  description: 'Members, by what the list of members is narrowed with. Nothing given: all of them.',
})
export class MemberMatching {
  @Field(() => String, { nullable: true, description: 'Text to search for, as `search` of `members`.' })
  search?: string | null;

  @Field(() => MemberFilter, { nullable: true, description: 'Only those who meet this.' })
  filter?: MemberFilter | null;
}

@InputType({
  description:
    'Which members an act is for: named one by one, or all that match. Just one of the two is given; who it is, is fixed with the request.',
})
export class MemberSelection {
  @Field(() => [ID], {
    nullable: true,
    description: `These, at most ${mostSelected.toLocaleString('en')}. One that isn’t a member (any more) is reported as failed.`,
  })
  ids?: string[] | null;

  @Field(() => MemberMatching, { nullable: true, description: 'All that match now, however many.' })
  matching?: MemberMatching | null;
}

@InputType({ description: 'Tags to put on many members and to take off, by name: at most 50 each way.' })
export class MemberBulkTagInput {
  @Field(() => MemberSelection, { description: 'Whose.' })
  selection!: MemberSelection;

  @Field(() => [String], {
    nullable: true,
    description: 'To put on, of at most 50 characters; new ones are made.',
  })
  add?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'To take off. What is in both is taken off.' })
  remove?: string[] | null;
}

const MemberExportColumn = {
  ID: 'id',
  NAME: 'name',
  DISPLAY_NAME: 'display_name',
  REAL_NAME: 'real_name',
  PHONE: 'phone',
  EMAIL: 'email',
  EXTERNAL_ID: 'external_id',
  OPENID: 'openid',
  UNIONID: 'unionid',
  GENDER: 'gender',
  BIRTHDAY: 'birthday',
  PROVINCE: 'province',
  CITY: 'city',
  ADDRESS: 'address',
  INTERESTS: 'interests',
  TAGS: 'tags',
  SOURCE: 'source',
  ORDER_COUNT: 'order_count',
  SPENT: 'spent',
  AVERAGE_ORDER: 'average_order',
  POINTS: 'points',
  PENDING_POINTS: 'pending_points',
  FIRST_ORDER_AT: 'first_order_at',
  LAST_ORDER_AT: 'last_order_at',
  STAGE: 'stage',
  RFM_GROUP: 'rfm_group',
  RFM_SCORES: 'rfm_scores',
  JOINED_AT: 'joined_at',
} as const satisfies Record<Uppercase<MemberExportColumnName>, MemberExportColumnName>;
registerEnumType(MemberExportColumn, {
  name: 'MemberExportColumn',
  description:
    'A column of an export of members. Personal data is masked, whoever asks. Times are those of the brand’s zone, amounts decimals in the currency that the heading names.',
  valuesConfig: {
    ID: { description: 'The id by which this API knows them.' },
    NAME: { description: 'What they are called; the masked real name of those without a nickname.' },
    DISPLAY_NAME: { description: 'The nickname.' },
    REAL_NAME: { description: 'The real name, masked.' },
    PHONE: { description: 'All phone numbers, masked.' },
    EMAIL: { description: 'All e-mail addresses, masked.' },
    EXTERNAL_ID: { description: 'Their numbers in other systems.' },
    OPENID: { description: 'WeChat openids.' },
    UNIONID: { description: 'WeChat unionids.' },
    GENDER: { description: 'Gender, as a word; empty when it was not told.' },
    BIRTHDAY: { description: 'Day of birth.' },
    PROVINCE: { description: 'Province.' },
    CITY: { description: 'City.' },
    ADDRESS: { description: 'The address, masked.' },
    INTERESTS: { description: 'What they like.' },
    TAGS: { description: 'Their tags.' },
    SOURCE: { description: 'Where they came from first.' },
    ORDER_COUNT: { description: 'How many orders were paid.' },
    SPENT: { description: 'What those came to, less refunds.' },
    AVERAGE_ORDER: { description: 'Spent per order.' },
    POINTS: { description: 'The points that they can spend; below zero, what they owe.' },
    PENDING_POINTS: { description: 'The points that they can spend later.' },
    FIRST_ORDER_AT: { description: 'When the first was placed.' },
    LAST_ORDER_AT: { description: 'When the last was placed.' },
    STAGE: { description: 'The lifecycle stage, as a word.' },
    RFM_GROUP: { description: 'The group that their scores make them one of, by name.' },
    RFM_SCORES: { description: 'Scores of recency, frequency and monetary value.' },
    JOINED_AT: { description: 'When they joined.' },
  },
});

@InputType({ description: 'Members to write to a file.' })
export class MemberExportInput {
  @Field(() => MemberSelection, { description: 'Which.' })
  selection!: MemberSelection;

  @Field(() => [MemberExportColumn], {
    description: 'What the file tells of them, in this order; at least one.',
  })
  columns!: MemberExportColumnName[];

  @Field(() => [memberList.order], {
    nullable: true,
    description: 'By what to sort the rows, at most 3. Default: JOINED_AT_DESC.',
  })
  orderBy?: string[] | null;
}
